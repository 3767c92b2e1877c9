using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>
/// Keeps a state directory for one bot: two would each overwrite what the other has to remember, a disable by name
/// among it. Let go of by whoever disposes of it, and by a process that is killed.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const string Name = "state.lock";

    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes a directory, which is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">Another bot has it, or it cannot be used.</exception>
    public static StateLock Take(string directory)
    {
        string path = Path.Combine(StateDirectory.Made(directory), Name);
        try
        {
            return new StateLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(
                $"--state {directory} cannot be kept for this bot alone: {exception.Message} Two would each overwrite what the other has to remember. If another one runs, stop it first, also to disable or enable trading by name, or give this one a directory of its own.",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
