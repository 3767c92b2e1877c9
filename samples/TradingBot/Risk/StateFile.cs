using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>A file of the state directory: what has to outlive the bot, as JSON.</summary>
/// <typeparam name="T">What the file says.</typeparam>
internal sealed class StateFile<T>
    where T : class
{
    private readonly string _path;
    private readonly JsonTypeInfo<T> _shape;
    private readonly (string What, string Without) _unknown;

    /// <summary>A file in a directory, which is made if there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="shape">How it says what it says. What is missing, null where it must not be, or unknown makes the file a damaged one.</param>
    /// <param name="unknown">What nobody knows when the file cannot be read, and what a start without it means.</param>
    /// <exception cref="InvalidSettingException">The directory cannot be used.</exception>
    public StateFile(string directory, string name, JsonTypeInfo<T> shape, (string What, string Without) unknown)
    {
        _path = Path.Combine(StateDirectory.Made(directory), name);
        (_shape, _unknown) = (shape, unknown);
    }

    /// <summary>What was last written; null without a file.</summary>
    /// <param name="check">Throws a <see cref="JsonException"/> where what is written cannot be.</param>
    /// <exception cref="InvalidSettingException">The file is damaged.</exception>
    public T? Read(Action<T> check)
    {
        byte[] text = [];
        try
        {
            if (!File.Exists(_path))
                return null;
            text = File.ReadAllBytes(_path);
            if (text.Length == 0)
                throw new JsonException("it is empty");
            T state = JsonSerializer.Deserialize(text, _shape) ?? throw new JsonException("it is null");
            check(state);
            return state;
        }
        catch (JsonException exception)
        {
            throw Damaged(UnreadableSettings.What(exception, MisfitJson.What(text, exception, _shape)), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Damaged(exception.Message, exception);
        }
    }

    /// <summary>Replaces what the file holds, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(T state)
    {
        string draft = _path + ".new";
        using (FileStream stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, state, _shape);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
    }

    private InvalidSettingException Damaged(string what, Exception exception)
        => new(
            $"{_path} cannot be read, so nobody knows {_unknown.What}: {what.TrimEnd('.')}. Repair the file, or remove it to start {_unknown.Without}.",
            exception);
}
