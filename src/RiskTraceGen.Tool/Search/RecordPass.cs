using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Search;

/// <summary>One pass over all records that a directory has now, run by run, each with sinks of its own: clocks and trace points are a run's.</summary>
internal static class RecordPass
{
    /// <summary>Reads everything.</summary>
    /// <param name="directory">The journal.</param>
    /// <param name="terminal">Where progress is shown, and what could not be read is told.</param>
    /// <param name="sinkFor">Makes what takes in the records of one run.</param>
    /// <param name="end">Called with it when the run has been read.</param>
    /// <param name="cancellationToken">Ends the pass early.</param>
    /// <returns>What is not in the journal, which has been told.</returns>
    public static JournalLosses Over<TSink>(
        JournalDirectory directory, Terminal terminal, Func<TraceClock, TSink> sinkFor, Action<TSink> end, CancellationToken cancellationToken)
        where TSink : class, IRecordSink
    {
        using var reader = new JournalDirectoryReader(directory);
        var progress = new ReadProgress(terminal, directory.Segments.Count);
        TSink? sink = null;
        long run = 0;
        int segment = 0;
        try
        {
            // Of a live journal the reader waits once for a definition that stands behind its record; asked again, it goes on.
            while (reader.TryRead(out TraceRecord record) || reader.TryRead(out record))
            {
                if (segment != reader.Segments)
                {
                    segment = reader.Segments;
                    cancellationToken.ThrowIfCancellationRequested();
                    progress.Segment(segment);
                    if (sink is null || run != reader.Run)
                    {
                        if (sink is not null)
                            end(sink);
                        sink = sinkFor(reader.Clock);
                        run = reader.Run;
                    }
                }

                sink!.OnRecord(record, reader.Points);
            }

            if (sink is not null)
                end(sink);
        }
        finally
        {
            terminal.WipeProgress();
        }

        JournalLosses losses = JournalLosses.Of(directory, reader.Left);
        if (losses.Any)
            terminal.Tell(losses.ToString());
        return losses;
    }
}
