using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>How the tracer of a scenario works.</summary>
internal sealed record ScenarioSettings(DispatchOrder Order, bool ConcurrentRules, string? Directory, int HookWorkers = 16);

/// <summary>
/// A tracer, its rules, handlers and broker, whose behaviour the dice decide and whose ends the scheduler does. Knows of everything that it sets in motion to which flow it
/// belongs. Every step may be taken on any thread.
/// </summary>
internal sealed partial class Scenario
{
    public const int RulesOfAnEvent = TimedRules + PatientRules;

    private const int TimedRules = 3;
    private const int PatientRules = 2;
    private const int Names = 5;
    private const int MaxBlocked = 6;
    private const int FlowsKept = 24;

    private static readonly TracePoint[] TimedPoints = StormRules.Points("timed", 150, TimedRules);
    private static readonly TracePoint[] PatientPoints = StormRules.Points("patient", 0, PatientRules);

    private readonly Dice _dice;
    private readonly StormDesk _desk;
    private readonly RiskDispatcher _dispatcher;
    private readonly ConcurrentDictionary<long, long> _flowOf = new();
    private readonly ConcurrentDictionary<(long Event, int Rule), RuleSeverity> _returned = new();
    private readonly ConcurrentDictionary<long, string> _endedAs = new();
    private readonly List<RiskFlow> _active = [];
    private readonly List<RiskFlow> _ended = [];
    private readonly Dictionary<(Type Payload, int Name), IDisposable> _attached = [];
    private readonly List<IDisposable> _failureHandlers = [];
    private readonly List<CancellationTokenSource> _cancellations = [];
    private readonly List<Task> _tasks = [];
    private readonly object _gate = new();
    private volatile bool _isStopping;
    private int _last;
    private int _blocked;
    private int _waitingForCalls;
    private int _failureHandlersAttached;

    public Scenario(int seed, ScenarioSettings settings)
    {
        _dice = new Dice(seed);
        _desk = new StormDesk(_dice, Ends);
        Tracer = Tracers.Create(Time, options =>
        {
            options.Records.Add(Log);
            options.JournalDirectory = settings.Directory;
            options.SegmentBytes = 64 << 10;
            options.ActiveFlows = 32;
            options.HookTimeout = TimeSpan.FromMilliseconds(120);
            options.HookWorkers = settings.HookWorkers;
            options.HookOrphans = 3;
            options.FlowDeadlines["ROLL_OVER"] = TimeSpan.FromMilliseconds(250);
            options.FlowDeadlines["STORM_EVENT"] = TimeSpan.FromMilliseconds(300);
            options.AbandonFlowsAfter = TimeSpan.FromSeconds(3);
            options.StopTimeout = TimeSpan.FromMilliseconds(200);
            options.Dispatch = settings.Order;
            options.ConcurrentRules = settings.ConcurrentRules;
        });
        Tracer.Hooks.Declare<Gust, GustEncoder>("gust");
        Tracer.Hooks.Declare<Squall, SquallEncoder>("squall");
        _dispatcher = Tracer.Dispatcher(
            new StormRules(TimedPoints, Evaluate),
            new StormRules(PatientPoints, (rule, e, flow, token) => Evaluate(rule + TimedRules, e, flow, token)));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero));

    public RecordLog Log { get; } = new();

    public OpenEnds Ends { get; } = new();

    public RiskTracer Tracer { get; }

    /// <summary>Starts a flow of the user's.</summary>
    public void StartFlow(Random random)
    {
        string type = random.Next(3) == 0 ? "ROLL_OVER" : "STARTUP";
        try
        {
            RiskFlow flow = Tracer.StartFlow(type, Next());
            lock (_gate)
                _active.Add(flow);
        }
        catch (ObjectDisposedException) when (_isStopping)
        {
        }
    }

    /// <summary>Completes a flow, or gives it up.</summary>
    public void EndFlow(Random random)
    {
        RiskFlow flow;
        lock (_gate)
        {
            if (_active.Count == 0)
                return;

            int place = random.Next(_active.Count);
            flow = _active[place];
            _active.RemoveAt(place);
            _ended.Add(flow);
            if (_ended.Count > FlowsKept)
                _ended.RemoveAt(0);
        }

        // The first of the two decides.
        _endedAs[flow.Id] = random.Next(4) == 0 ? "" : "DONE";
        if (_endedAs[flow.Id].Length > 0)
            flow.Complete(_endedAs[flow.Id]);
        flow.Dispose();
    }

    /// <summary>Records something, raises something, or asks the broker, in a flow that is active or was.</summary>
    public void Act(Random random)
    {
        if (!TryPickFlow(random, out RiskFlow flow))
            return;

        int number = Next(flow);
        switch (random.Next(9))
        {
            case 0:
                flow.Emit("note", number);
                break;
            case 1:
                flow.Exceeds("Number check", number, number - random.Next(2));
                break;
            case 2 or 3:
                flow.Raise(new Gust(number));
                break;
            case 4:
                Await(flow.RaiseAsync(new Gust(number)).AsTask());
                break;
            default:
                _ = CallAsync(random.Next(5), number, flow, Token(random));
                break;
        }
    }

    /// <summary>Dispatches an event.</summary>
    public void Dispatch(Random random)
    {
        var e = new StormEvent(Next(), random.Next(8) == 0 ? null : $"contract {random.Next(3)}");
        CancellationToken token = Token(random);
        try
        {
            Await(_dispatcher.DispatchAsync(e, token).AsTask());
        }
        catch (ObjectDisposedException) when (_isStopping)
        {
        }
    }

    /// <summary>Attaches a handler, or detaches one.</summary>
    public void Attach(Random random)
    {
        int name = random.Next(Names);
        switch (random.Next(6))
        {
            case 0 or 1:
                Toggle<Gust>("gust", name, random, static gust => gust.Number);
                break;
            case 2:
                Toggle<Squall>("squall", name, random, static squall => squall.Number);
                break;
            case 3:
                Toggle<CriticalFailure>("critical_failure", name, random, static _ => null);
                break;
            case 4:
                Toggle<FlowTimeout>("flow_timeout", name, random, static _ => null);
                break;
            default:
                ToggleFailureHandler(random);
                break;
        }
    }

    /// <summary>Cancels a token that somebody was given.</summary>
    public void Cancel(Random random)
    {
        CancellationTokenSource? source = null;
        lock (_gate)
        {
            if (_cancellations.Count > 0)
                source = _cancellations[random.Next(_cancellations.Count)];
        }

        source?.Cancel();
    }

    /// <summary>Lets a rule, a handler or an attempt end.</summary>
    public bool EndOne(Random random) => Ends.TryEndOne(random, (Ending)random.Next(random.Next(2) == 0 ? 1 : 5));

    /// <summary>Looks at what anybody can look at while all this goes on.</summary>
    public void Look(Random random)
    {
        TraceStatistics statistics = Tracer.Statistics;
        Assert.True(statistics.Hooks.Succeeded + statistics.Hooks.Failed >= 0 && statistics.Flows.Active >= 0);
        Assert.All(Tracer.ActiveFlows, static flow => Assert.True(flow.Id > 0));
        Tracer.Level = random.Next(2) == 0 ? TraceLevel.All : TraceLevel.Breaches;
    }

    private int Next() => Interlocked.Increment(ref _last);

    private int Next(in RiskFlow flow)
    {
        int number = Next();
        _flowOf[number] = flow.Id;
        return number;
    }

    private CancellationToken Token(Random random)
    {
        if (random.Next(4) != 0)
            return CancellationToken.None;

        var source = new CancellationTokenSource();
        if (random.Next(4) == 0)
            source.Cancel();

        lock (_gate)
            _cancellations.Add(source);
        return source.Token;
    }

    private bool TryPickFlow(Random random, out RiskFlow flow)
    {
        lock (_gate)
        {
            List<RiskFlow> from = _ended.Count > 0 && random.Next(5) == 0 ? _ended : _active;
            flow = from.Count == 0 ? RiskFlow.None : from[random.Next(from.Count)];
            return from.Count > 0;
        }
    }

    private void Await(Task task)
    {
        lock (_gate)
            _tasks.Add(task);
    }

    // Also of a caller who has been given up: its call goes on.
    private Task<Receipt?> CallAsync(int which, int number, RiskFlow flow, CancellationToken cancellationToken)
    {
        Task<Receipt?> call = Call(((IStormDesk)_desk).Traced(flow), which, number, cancellationToken);
        Await(call);
        return call;
    }

    private static Task<Receipt?> Call(TracedStormDesk desk, int which, int number, CancellationToken cancellationToken)
    {
        try
        {
            return which switch
            {
                0 => desk.PlaceAsync(number, cancellationToken).AsTask(),
                1 => desk.ListAsync(number, cancellationToken),
                2 or 3 => desk.CloseAsync(number, cancellationToken).AsTask(),
                _ => desk.CancelAsync(number, cancellationToken),
            };
        }
        catch (Exception exception)
        {
            return Task.FromException<Receipt?>(exception);
        }
    }
}
