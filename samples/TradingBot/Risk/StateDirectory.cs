using TradingBot.Configuration;

namespace TradingBot.Risk;

/// <summary>Where what has to outlive the bot is kept.</summary>
internal static class StateDirectory
{
    /// <summary>The directory's full path. It is made if there is none.</summary>
    /// <exception cref="InvalidSettingException">It cannot be used.</exception>
    public static string Made(string directory)
    {
        try
        {
            return Directory.CreateDirectory(directory).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string why = File.Exists(directory) ? "a directory is expected, and this is a file." : exception.Message;
            throw new InvalidSettingException($"--state {directory}: {why}", exception);
        }
    }
}
