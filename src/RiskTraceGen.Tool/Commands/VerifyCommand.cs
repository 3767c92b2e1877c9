using System.CommandLine;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Commands;

/// <summary><c>risktrace verify</c>: whether a journal is as it was written.</summary>
internal static class VerifyCommand
{
    private const int HashDigits = 64;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> directory = Arguments.Directory();
        Option<string?> head = new("--head")
        {
            Description = "The hash that the segment sealed last has to have, as it was told when it was sealed.",
            HelpName = "HASH"
        };
        head.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } hash && (hash.Length != HashDigits || !hash.All(char.IsAsciiHexDigit)))
                result.AddError($"--head expects a hash of {HashDigits} hexadecimal digits.");
        });
        Option<string?> key = Arguments.Text(
            "--key-file", "FILE", "A file that holds the key (RiskTracerOptions.JournalKey), as raw bytes: checks the authentication of each sealed segment.");
        Option<bool> json = Arguments.Json();
        var command = new Command("verify", "Check that the journal is as it was written.") { directory, head, key, json };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Verify(
                JournalDirectory.Open(parsed.GetValue(directory)!),
                terminal,
                parsed.GetValue(head),
                parsed.GetValue(key),
                parsed.GetValue(json),
                cancellationToken)));
        return command;
    }

    private static int Verify(JournalDirectory directory, Terminal terminal, string? head, string? keyFile, bool json, CancellationToken cancellationToken)
    {
        using var verifier = new JournalVerifier(directory, head, keyFile is null ? null : File.ReadAllBytes(keyFile));
        int segments = directory.Segments.Count;
        JournalVerdict verdict = verifier.Verify(new VerificationProgress(new ReadProgress(terminal, segments), segments, cancellationToken));
        terminal.WipeProgress();
        if (json)
        {
            using var lines = new JsonLines(terminal.Output);
            lines.Write(verdict, VerdictJson.Write);
        }
        else
        {
            WriteText(terminal, verdict);
        }

        return verdict.IsOk ? ExitCode.Done : ExitCode.NotSo;
    }

    private static void WriteText(Terminal terminal, JournalVerdict verdict)
    {
        foreach (string note in verdict.Notes)
            terminal.WholeLine($"note: {note}", LineColor.Grey);
        foreach (string damage in verdict.Damages)
            terminal.WholeLine($"damage: {damage}", LineColor.Red);
        if (verdict.Head.Length > 0)
            terminal.WholeLine($"head: {verdict.Head}", LineColor.None);
        terminal.WholeLine(verdict.ToString(), verdict.IsOk ? LineColor.Green : LineColor.Red);
    }

    private sealed class VerificationProgress(ReadProgress progress, int segments, CancellationToken cancellationToken) : IProgress<double>
    {
        public void Report(double value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Segment((int)Math.Round(value * segments));
        }
    }
}
