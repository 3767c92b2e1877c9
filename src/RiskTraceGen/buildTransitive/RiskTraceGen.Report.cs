// Compiled by MSBuild when a build is asked for a scorecard (RiskTraceReport=true), and by nobody else.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the scorecard of a project from the compiler's log (SARIF 2.1): the entries RTG0900 of the analyzers, and the findings of the rules.
/// </summary>
public sealed class WriteRiskTraceReport : Task
{
    private const string EntryId = "RTG0900";

    [Required]
    public string CompilerLog { get; set; }

    [Required]
    public string Report { get; set; }

    [Required]
    public string Project { get; set; }

    /// <summary>What places are relative to.</summary>
    [Required]
    public string Folder { get; set; }

    public override bool Execute()
    {
        List<Result> results;
        try
        {
            results = Results(File.ReadAllBytes(CompilerLog))
                .Where(result => result.Rule.StartsWith("RTG0", StringComparison.Ordinal))
                .OrderBy(result => result.File, StringComparer.Ordinal).ThenBy(result => result.Line).ThenBy(result => result.Column)
                .ToList();
        }
        catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException || exception is XmlException)
        {
            Log.LogWarning(
                null,
                "RTG0006",
                null,
                CompilerLog,
                0,
                0,
                0,
                0,
                "There is no scorecard of {0}: the compiler's log cannot be read ({1}).",
                Project,
                exception.Message);
            return true;
        }

        List<Entry> entries = results.Where(result => result.Rule == EntryId).Select(result => new Entry(result)).ToList();
        if (entries.Count == 0)
        {
            Log.LogWarning(
                null,
                "RTG0006",
                null,
                CompilerLog,
                0,
                0,
                0,
                0,
                "There is no scorecard of {0}: the analyzers did not run, or the log is not of SARIF 2.1 (ErrorLog ends with ',version=2.1').",
                Project);
            return true;
        }

        List<Result> open = results.Where(result => result.Rule != EntryId && !result.IsSuppressed).ToList();
        List<Result> suppressed = results.Where(result => result.Rule != EntryId && result.IsSuppressed).ToList();
        var reported = new HashSet<string>(open.Where(result => result.Rule == "RTG0101").Select(result => result.Place));
        List<Entry> traced = Of(entries, "traced call");
        List<Entry> refused = Of(entries, "refused call");
        List<Entry> flagged = Of(entries, "untraced call").Where(call => reported.Contains(call.Place)).ToList();
        List<Entry> unflagged = Of(entries, "untraced call").Where(call => !reported.Contains(call.Place)).ToList();
        List<Entry> handled = Of(entries, "hook with its failures handled");
        List<Entry> unhandled = Of(entries, "hook with its failures unhandled");
        List<Entry> unheard = Of(entries, "hook without a handler");

        var text = new StringBuilder();
        text.AppendLine("# Scorecard of " + Project).AppendLine();
        text.AppendLine("| | |").AppendLine("|---|---|");
        Row(text, "Broker calls that are traced", traced.Count);
        Row(text, "Annotated broker calls that are refused", refused.Count);
        Row(text, "Broker calls past the trace that are reported (RTG0101)", flagged.Count);
        Row(text, "Broker calls past the trace that are not reported", unflagged.Count);
        Row(text, "Hooks whose failures are handled", Names(handled).Except(Names(unhandled)).Count());
        Row(text, "Hooks with failures that nobody handles", Names(unhandled).Count());
        Row(text, "Hooks without a handler", Names(unheard).Count());
        Row(text, "Open findings", open.Count);
        Row(text, "Suppressed findings", suppressed.Count);
        Section(text, "Traced broker calls", traced.Select(Line));
        Section(text, "Refused broker calls", refused.Select(Line));
        Section(text, "Broker calls past the trace, reported", flagged.Select(Line));
        Section(text, "Broker calls past the trace, not reported", unflagged.Select(Line));
        Section(text, "Hooks whose failures are handled", handled.Select(Line));
        Section(text, "Hooks with failures that nobody handles", unhandled.Select(Line));
        Section(text, "Hooks without a handler", unheard.Select(Line));
        Section(text, "Open findings", open.Select(Line));
        Section(text, "Suppressed findings", suppressed.Select(Line));
        Directory.CreateDirectory(Path.GetDirectoryName(Report));
        File.WriteAllText(Report, text.ToString());
        Log.LogMessage(
            MessageImportance.High,
            "{0}: broker calls: {1} traced, {2} refused, {3} past the trace and reported, {4} past it and not reported; hooks: {5} with failures unhandled, {6} without a handler; findings: {7} open, {8} suppressed -> {9}",
            Project,
            traced.Count,
            refused.Count,
            flagged.Count,
            unflagged.Count,
            Names(unhandled).Count(),
            Names(unheard).Count(),
            open.Count,
            suppressed.Count,
            Report);
        return true;
    }

    private static List<Entry> Of(IEnumerable<Entry> entries, string kind) => entries.Where(entry => entry.Kind == kind).ToList();

    private static IEnumerable<string> Names(IEnumerable<Entry> entries) => entries.Select(entry => entry.Subject).Distinct();

    private static void Row(StringBuilder text, string name, int count) => text.AppendLine("| " + name + " | " + count + " |");

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string list = string.Join(Environment.NewLine, lines.Select(line => "- " + line));
        if (list.Length > 0)
            text.AppendLine().AppendLine("## " + title).AppendLine().AppendLine(list);
    }

    private static string Line(Entry entry) => entry.Place + " " + entry.Subject;

    private static string Line(Result result) => result.Place + " " + result.Rule + " (" + result.Level + "): " + result.Message;

    private IEnumerable<Result> Results(byte[] log)
    {
        // A byte order mark is not JSON.
        int start = log.Length > 2 && log[0] == 0xEF ? 3 : 0;
        using (XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(log, start, log.Length - start, XmlDictionaryReaderQuotas.Max))
            return XElement.Load(reader).Elements("runs").Elements("item").Elements("results").Elements("item").Select(Read).ToList();
    }

    private Result Read(XElement result)
    {
        XElement physical = result.Elements("locations").Elements("item").Elements("physicalLocation").FirstOrDefault();
        XElement region = physical?.Element("region");
        var file = (string)physical?.Element("artifactLocation")?.Element("uri");
        return new Result
        {
            Rule = (string)result.Element("ruleId") ?? "",
            Level = (string)result.Element("level") ?? "warning",
            Message = (string)result.Element("message")?.Element("text") ?? "",
            File = file == null ? Project : Relative(file),
            Line = (int?)region?.Element("startLine") ?? 0,
            Column = (int?)region?.Element("startColumn") ?? 0,
            IsSuppressed = result.Elements("suppressions").Elements("item").Any(),
        };
    }

    private string Relative(string uri)
    {
        string file = Uri.TryCreate(uri, UriKind.Absolute, out Uri absolute) && absolute.IsFile
            ? absolute.LocalPath
            : Path.GetFullPath(Path.Combine(Folder, Uri.UnescapeDataString(uri)));
        string folder = Folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return (file.StartsWith(folder, StringComparison.Ordinal) ? file.Substring(folder.Length) : file).Replace('\\', '/');
    }

    private sealed class Result
    {
        public string Rule { get; set; }

        public string Level { get; set; }

        public string Message { get; set; }

        public string File { get; set; }

        public int Line { get; set; }

        public int Column { get; set; }

        public string Place => Line == 0 ? File : File + "(" + Line + "," + Column + ")";

        public bool IsSuppressed { get; set; }
    }

    /// <summary>What an analyzer says in the form "kind: subject".</summary>
    private sealed class Entry
    {
        public Entry(Result result)
        {
            int colon = result.Message.IndexOf(": ", StringComparison.Ordinal);
            Kind = colon < 0 ? result.Message : result.Message.Substring(0, colon);
            Subject = colon < 0 ? "" : result.Message.Substring(colon + 2);
            Place = result.Place;
        }

        public string Kind { get; }

        public string Subject { get; }

        public string Place { get; }
    }
}
