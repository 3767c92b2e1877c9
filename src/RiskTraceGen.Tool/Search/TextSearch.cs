namespace RiskTraceGen.Tool.Search;

/// <summary>
/// Looks for a text among what was recorded: first among the raw bytes, which refuses nearly all flows, then among the decoded values. Upper and lower case
/// are different. A whole number or a GUID also finds the value that was recorded as such.
/// </summary>
/// <param name="text">What to look for.</param>
/// <param name="wholeWords">Whether only values count, not names and messages, and the text must not go on in letters or digits.</param>
internal sealed class TextSearch(string text, bool wholeWords)
{
    private readonly byte[][] _fixed = [.. RecordedText.EncodingsOf(text)];
    private byte[][] _enums = [];
    private HashSet<int> _names = [];
    private TracePointTable? _points;
    private int _additions;

    /// <summary>Whether it may be in a flow. May say yes too often, never no.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> records, TracePointTable points)
    {
        if (_points != points || _additions != points.Additions)
            TakeUp(points);

        foreach (byte[] bytes in _fixed)
            if (records.IndexOf(bytes) >= 0)
                return true;

        foreach (byte[] bytes in _enums)
            if (records.IndexOf(bytes) >= 0)
                return true;

        return _names.Count > 0 && Names(records);
    }

    /// <summary>Whether it is in a flow.</summary>
    public bool IsIn(FlowTrace flow)
    {
        if (!wholeWords && (Has(flow.Type) || Has(flow.Trigger) || Has(flow.Result)))
            return true;

        foreach (TraceStep step in flow.Steps)
            if (IsIn(step))
                return true;

        return false;
    }

    private bool IsIn(TraceStep step)
    {
        // The reason of a verdict, the message of an alert: words about a contract, not the contract.
        bool isData = step.Kind is StepKind.FlowStart or StepKind.ApiCall or StepKind.HookExec or StepKind.CustomEvent;
        if ((isData || !wholeWords) && step.Fields.Any(IsIn))
            return true;

        return !wholeWords
            && (Has(step.Name) || (step.Kind == StepKind.Alert && Has(step.Text)) || (step.Exception is { } exception && IsIn(exception, isNamed: true)));
    }

    // A number names an order only where it stands as one: the order 5 is not everything of size 5.
    private bool IsIn(TraceField field) => IsIn(field.Value, isNamed: !wholeWords || NamesSomething(field.Name));

    private static bool NamesSomething(string field)
        => field.EndsWith("id", StringComparison.OrdinalIgnoreCase) || field.EndsWith("ids", StringComparison.OrdinalIgnoreCase)
        || field.Contains("order", StringComparison.OrdinalIgnoreCase) || field.Contains("contract", StringComparison.OrdinalIgnoreCase);

    private bool IsIn(object? value, bool isNamed) => value switch
    {
        string or char => Has(value.ToString()!),
        TraceObject { Fields: var fields } => fields.Any(IsIn),
        TraceList { Elements: var elements } => elements.Any(element => IsIn(element, isNamed)),
        TraceException exception => !wholeWords && (Has(exception.Type) || Has(exception.Message) || Has(exception.Stack)),
        TraceMark { Text: var mark } => !wholeWords && Has(mark),
        sbyte or byte or short or ushort or int or uint or long or ulong => isNamed && RecordedText.IsEqual(value, text),
        Guid => RecordedText.IsEqual(value, text),
        _ => false,
    };

    private bool Has(string value)
    {
        for (int at = value.IndexOf(text, StringComparison.Ordinal); at >= 0; at = value.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            if (!wholeWords || (EndsAt(value, at - 1) && EndsAt(value, at + text.Length)))
                return true;
        }

        return false;
    }

    private static bool EndsAt(string value, int place) => place < 0 || place >= value.Length || !char.IsLetterOrDigit(value[place]);

    private bool Names(ReadOnlySpan<byte> bytes)
    {
        var records = new RecordBytes(bytes);
        while (records.TryRead(out TraceRecord record))
            if (_names.Contains(record.Header.Point) || (record.Header.Reference < 0 && _names.Contains((int)-record.Header.Reference)))
                return true;

        return false;
    }

    // What stands in a record as the number of a trace point, and in the flow as a name.
    private void TakeUp(TracePointTable points)
    {
        _points = points;
        _additions = points.Additions;
        _enums = [.. points.All.SelectMany(point => RecordedText.EncodingsOf(point.Key, point.Value, Has))];
        _names = wholeWords ? [] : [.. points.All.Where(point => Has(point.Value.Name) || Has(point.Value.Member)).Select(point => point.Key)];
    }
}
