using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>Handlers come and go while others raise: a raise reaches those that were there for all of it, and none that had left before it.</summary>
public sealed class AttachmentRaces(ITestOutputHelper output)
{
    private const int Raisers = 3;
    private const int Attachers = 3;

    private long _clock;

    [Fact]
    public async Task ARaiseReachesWhoeverIsAttachedAndNobodyWhoHasLeft()
    {
        int seed = TestScale.Seed(output);
        await using RiskTracer tracer = Tracers.Create(configure: static o => o.HookTimeout = TimeSpan.FromHours(1));
        var visitors = new ConcurrentQueue<Visitor>();
        var raises = new ConcurrentQueue<(int Number, long Began, long Ended, HookOutcome Outcome)>();
        using var start = new Barrier(Raisers + Attachers);
        int numbers = 0;
        int raising = Raisers;
        Task[] raisers = [.. Enumerable.Range(0, Raisers).Select(_ => Task.Factory.StartNew(async () =>
        {
            RiskFlow flow = tracer.StartFlow("TEST");
            start.SignalAndWait();
            for (int i = 0; i < TestScale.Of(400); i++)
            {
                int number = Interlocked.Increment(ref numbers);
                long began = Now();
                HookOutcome outcome = await flow.RaiseAsync(new Drill(number));
                raises.Enqueue((number, began, Now(), outcome));
            }

            Interlocked.Decrement(ref raising);
        }, TaskCreationOptions.LongRunning).Unwrap())];
        Task[] attachers = [.. Enumerable.Range(0, Attachers).Select(i => Task.Factory.StartNew(() =>
        {
            var random = new Random(seed + i);
            start.SignalAndWait();
            while (Volatile.Read(ref raising) > 0)
            {
                var visitor = new Visitor();
                var options = new HookOptions { Order = random.Next(3), Inline = random.Next(4) == 0, Name = "Visitor" };
                IDisposable attached = tracer.Hooks.Attach<Drill>("drill", visitor.VisitAsync, options);
                visitor.Attached = Now();
                Thread.SpinWait(random.Next(20_000));
                visitor.Leaving = Now();
                attached.Dispose();
                visitor.Left = Now();
                visitors.Enqueue(visitor);
            }
        }, TaskCreationOptions.LongRunning))];
        await Task.WhenAll([.. raisers, .. attachers]).InTime();

        output.WriteLine($"{raises.Count} raises, {visitors.Count} handlers attached and detached");
        foreach (Visitor visitor in visitors)
        {
            Dictionary<int, int> calls = visitor.Calls.GroupBy(static n => n).ToDictionary(static g => g.Key, static g => g.Count());
            foreach ((int number, long began, long ended, HookOutcome _) in raises)
            {
                int called = calls.GetValueOrDefault(number);
                if (began > visitor.Left)
                    Assert.Equal(0, called);
                else if (visitor.Attached < began && ended < visitor.Leaving)
                    Assert.Equal(1, called);
                else
                    Assert.InRange(called, 0, 1);
            }
        }

        // Every call has its outcome, in the raise that made it.
        Dictionary<int, int> made = visitors.SelectMany(static v => v.Calls).GroupBy(static n => n).ToDictionary(static g => g.Key, static g => g.Count());
        Assert.All(raises, r => Assert.Equal((true, made.GetValueOrDefault(r.Number)), (r.Outcome.AllSucceeded, r.Outcome.Succeeded)));
        Assert.Equal(made.Values.Sum(), (await tracer.StatisticsAsync()).Hooks.Succeeded);
        Assert.Equal(0, (await tracer.StartFlow("TEST").RaiseAsync(new Drill(0)).InTime()).Succeeded);
    }

    // Each would be defined anew in every segment, and measured as if it were another.
    [Fact]
    public async Task HandlersThatComeAndGoUnderOneNameAreOneInTheTrace()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("TEST");
        for (int i = 0; i < 10; i++)
        {
            using IDisposable failures = tracer.Hooks.AttachFailureHandler(static (_, _, _) => default);
            using IDisposable attached = tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => throw new FormatException(), new HookOptions { Name = "Again" });
            await flow.RaiseAsync(new Drill(i)).InTime();
        }

        await tracer.Hooks.DrainAsync().InTime();
        LatencyStatistics[] handlers = [.. (await tracer.StatisticsAsync()).Latencies.Where(static l => l.Kind == LatencyKind.Hook)];
        Assert.Equal(2, handlers.Length);
        Assert.All(handlers, static handler => Assert.Equal(10, handler.Count));
    }

    private long Now() => Interlocked.Increment(ref _clock);

    private sealed class Visitor
    {
        public ConcurrentQueue<int> Calls { get; } = new();

        public long Attached { get; set; }

        public long Leaving { get; set; }

        public long Left { get; set; }

        public ValueTask VisitAsync(Drill drill, RiskFlow flow, CancellationToken cancellationToken)
        {
            Calls.Enqueue(drill.Number);
            return default;
        }
    }
}
