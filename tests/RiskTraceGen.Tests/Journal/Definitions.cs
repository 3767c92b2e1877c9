namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class Definitions
{
    [Fact]
    public void ADefinitionPrecedesTheFirstRecordThatNamesIt()
    {
        using var journal = new Journal(1 << 21, JournalWriting.SegmentBits);
        var cursor = new JournalCursor(journal);
        TracePoint point = TracePoint.BrokerCall("place_order", "IBroker.Place", "symbol");
        long position = journal.Append([], point: point.Id);

        var points = new TracePointTable();
        string? name = null;
        cursor.ReadAll((in TraceRecord record) =>
        {
            if (record.Type == RecordType.Definition)
                points.Add(record);
            else if (record.Position == position)
                name = points[record.Header.Point].Name;
        });

        Assert.Equal("place_order", name);
    }

    // A shape is created when its encoder is first used, which is after the trace point of the record it appears in.
    [Fact]
    public void TheShapeOfAValueIsDefinedBeforeTheRecordThatHoldsIt()
    {
        using var journal = new Journal(1 << 21, JournalWriting.SegmentBits);
        var cursor = new JournalCursor(journal);
        TracePoint point = TracePoint.BrokerCall("place_order", "IBroker.Place", "order");
        journal.Append([], point: point.Id);
        TracePoint shape = TracePoint.Shape("Order", "symbol");
        byte[] scratch = new byte[64];
        var writer = new RecordWriter(scratch);
        writer.Object(shape);
        writer.String("ES");
        int length = writer.Finish();
        long position = journal.Append(scratch.AsSpan(0, length), point: point.Id);

        var points = new TracePointTable();
        object? order = null;
        cursor.ReadAll((in TraceRecord record) =>
        {
            if (record.Type == RecordType.Definition)
                points.Add(record);
            else if (record.Position == position)
                order = record.Read(points).ReadValue();
        });

        Assert.Equal("Order { symbol: ES }", Assert.IsType<TraceObject>(order).ToString());
    }
}
