using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen.Tool.Output;

/// <summary>The output that the process was started with. The console's own stream is silent about a reader that has gone away; a pipe here is not.</summary>
internal static class StandardOutput
{
    private const int UnixHandle = 1;
    private const int WindowsHandle = -11;

    // EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    private const int UnixPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>Opens it.</summary>
    public static Stream Open()
    {
        if (Console.IsOutputRedirected)
        {
            var handle = new SafeFileHandle(OperatingSystem.IsWindows() ? GetStdHandle(WindowsHandle) : UnixHandle, ownsHandle: false);
            if (!handle.IsInvalid)
            {
                var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
                // Several programs may write to one file by turns: only the console's stream keeps its place in it for the next.
                if (!stream.CanSeek)
                    return stream;
            }
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>Whether a failure says that nobody reads any more.</summary>
    public static bool IsReaderGone(IOException failure)
        => OperatingSystem.IsWindows() ? failure.HResult is WindowsBrokenPipe or WindowsNoData : failure.HResult == UnixPipe;

    [DllImport("kernel32.dll")]
    private static extern nint GetStdHandle(int handle);
}
