using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>A broker that answers as the dice say: at once, well or badly, or when the scheduler lets it.</summary>
internal sealed class StormDesk(Dice dice, OpenEnds ends) : IStormDesk
{
    private readonly ConcurrentDictionary<(int Method, int Number), int> _attempts = new();
    private int _asked;

    /// <summary>How often anything was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public ValueTask<Receipt?> PlaceAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(0, number);

    public Task<Receipt?> ListAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(1, number).AsTask();

    public ValueTask<Receipt?> CloseAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(2, number);

    public Task<Receipt?> CancelAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(3, number).AsTask();

    public ValueTask<Receipt?> FlattenAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(4, number);

    public ValueTask<Receipt?> FindAsync(int number, CancellationToken cancellationToken = default) => AnswerAsync(5, number);

    private ValueTask<Receipt?> AnswerAsync(int method, int number)
    {
        Interlocked.Increment(ref _asked);
        int attempt = _attempts.AddOrUpdate((method, number), 1, static (_, before) => before + 1);
        int place = (method * 1000) + attempt;
        return dice.Roll(8, "answer", number, place) switch
        {
            0 or 1 => new(new Receipt(true)),
            2 => new((Receipt?)null),
            3 => new(Answer((Ending)dice.Roll(5, "ending", number, place))),
            4 => ValueTask.FromException<Receipt?>(new InvalidOperationException("busy")),
            _ => LaterAsync(number, place),
        };
    }

    private async ValueTask<Receipt?> LaterAsync(int number, int place) => Answer(await ends.AwaitAsync(Waiting.Attempt, number, place));

    private static Receipt Answer(Ending ending) => ending switch
    {
        Ending.Succeeds => new Receipt(true),
        Ending.Fails => new Receipt(false, "rejected"),
        Ending.Throws => throw new InvalidOperationException("not now"),
        Ending.TimesOut => throw new TimeoutException("no answer"),
        _ => throw new OperationCanceledException("cancelled"),
    };
}
