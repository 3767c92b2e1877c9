using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>The holds on trading, kept in a file: a bot that was locked out stays locked out, however often it is started.</summary>
public sealed class HoldFile
{
    private const int Version = 1;

    private readonly string _path;

    private HoldFile(string directory) => _path = Path.Combine(directory, "holds.json");

    /// <summary>The file in <paramref name="directory"/>, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">The directory cannot be used.</exception>
    public static HoldFile In(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new HoldFile(Path.GetFullPath(directory));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidSettingException($"--state {directory}: {exception.Message}", exception);
        }
    }

    /// <summary>The holds as they were last written; none without a file.</summary>
    /// <exception cref="InvalidSettingException">The file is damaged: nobody can say whether the bot may trade.</exception>
    public IReadOnlyList<TradingHold> Read()
    {
        try
        {
            if (!File.Exists(_path))
                return [];
            HoldState? state = JsonSerializer.Deserialize(File.ReadAllBytes(_path), HoldJson.Default.HoldState);
            if (state is null || state.Version != Version)
                throw new JsonException($"expected version {Version}");
            return state.Holds.Contains(null!) ? throw new JsonException("one of the holds is null") : state.Holds;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(
                $"{_path} cannot be read, so nobody knows whether trading is locked: {exception.Message} Repair the file, or remove it to start without holds.", exception);
        }
    }

    /// <summary>Replaces what the file holds, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public void Write(IReadOnlyList<TradingHold> holds)
    {
        string draft = _path + ".new";
        using (FileStream stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, new HoldState(Version, holds), HoldJson.Default.HoldState);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
    }
}

/// <summary>What the file says.</summary>
internal sealed record HoldState(int Version, IReadOnlyList<TradingHold> Holds);

/// <summary>How it says it. What is missing, null where it must not be, or unknown makes the file a damaged one.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HoldState))]
internal sealed partial class HoldJson : JsonSerializerContext;
