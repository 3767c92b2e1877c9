using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>Keeps a state directory for one bot: two would each overwrite what the other has to remember, a disable by name among it. Let go of by whoever disposes of it, and by a process that is killed.</summary>
internal sealed class StateLock : IDisposable
{
    private const string Name = "state.lock";

    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes a directory, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">Another bot has it, or it cannot be used.</exception>
    public static StateLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidSettingException($"--state {directory}: {exception.Message}", exception);
        }

        try
        {
            return new StateLock(new FileStream(Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InvalidSettingException($"--state {directory}: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new InvalidSettingException(
                $"--state {directory}: another bot keeps its state there, and two would each overwrite what the other has to remember. Stop that one first, also to disable or enable trading by name, or give this one a directory of its own.",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
