namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>Answers at once, but for a call in fifty that fails once, one in two thousand that fails to the end, and one in ten thousand whose answer comes too late.</summary>
public sealed class SoakBroker : ISoakBroker
{
    private const int FailsEach = 50;
    private const int FailsForGoodEach = 2_000;
    private const int HangsEach = 10_000;
    private const int AttemptsOfACall = 3;

    private TaskCompletionSource<long>? _unanswered;
    private int _calls;
    private int _failures;

    /// <summary>How many attempts were made to fail.</summary>
    public long Faults { get; private set; }

    /// <summary>How many calls were made to fail with every attempt.</summary>
    public long FailedForGood { get; private set; }

    /// <summary>How many attempts were not answered in time.</summary>
    public long Unanswered { get; private set; }

    public ValueTask<long> PlaceAsync(string contractId, int size)
    {
        if (_failures > 0)
            return Fail();

        _calls++;
        if (_calls % HangsEach == 0)
            return Hang();
        if (_calls % FailsForGoodEach == 0)
            return FailFor(AttemptsOfACall);
        if (_calls % FailsEach == 0)
            return FailFor(attempts: 1);

        Answer();
        return new ValueTask<long>(_calls);
    }

    public ValueTask<long> PlaceElsewhereAsync(string contractId, int size) => new(_calls);

    /// <summary>Gives the answer that was not given in time, if there is one.</summary>
    public void Answer()
    {
        _unanswered?.SetResult(_calls);
        _unanswered = null;
    }

    private ValueTask<long> FailFor(int attempts)
    {
        _failures = attempts;
        FailedForGood += attempts == AttemptsOfACall ? 1 : 0;
        return Fail();
    }

    private ValueTask<long> Fail()
    {
        _failures--;
        Faults++;
        throw new InvalidOperationException("not connected");
    }

    private ValueTask<long> Hang()
    {
        Unanswered++;
        _unanswered = new TaskCompletionSource<long>();
        return new ValueTask<long>(_unanswered.Task);
    }
}
