using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Polly.Simmy.Latency;
using Polly.Simmy.Outcomes;

namespace TradingBot.Chaos;

/// <summary>The way to the broker and back, for calls with one type of answer: what can go wrong on it, and how often.</summary>
internal sealed class UnreliableLine<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>
{
    private const double ConnectionRefusedRate = 0.06;
    private const double RequestRefusedRate = 0.03;
    private const double AnswerLostRate = 0.05;
    private const double AnswerLateRate = 0.03;

    private readonly ResiliencePipeline<T> _there;
    private readonly ResiliencePipeline<T> _back;
    private readonly FaultCounts _faults;
    private readonly LateAnswers _late;

    /// <param name="chance">Decides, from 0 to 1.</param>
    /// <param name="faults">Where faults are counted.</param>
    /// <param name="late">Holds back the answers that are late.</param>
    /// <param name="refusal">The answer that refuses; null where there is none.</param>
    public UnreliableLine(Func<double> chance, FaultCounts faults, LateAnswers late, Func<T>? refusal)
    {
        _faults = faults;
        _late = late;
        _there = There(chance, refusal);
        _back = Back(chance);
    }

    /// <summary>Makes a call, if it gets through, and brings its answer back, if that does.</summary>
    public ValueTask<T> SendAsync(Func<ValueTask<T>> call)
    {
        _late.Deliver();
        _faults.Calls++;
        return _there.ExecuteAsync(async (state, _) => await state.line.ReturnAsync(await state.call()), (line: this, call));
    }

    private async ValueTask<T> ReturnAsync(T answer)
    {
        int faults = _faults.Total;
        T returned = await _back.ExecuteAsync(static (answer, _) => ValueTask.FromResult(answer), answer);
        if (_faults.Total == faults && returned is Domain.OrderResult { Success: false })
            _faults.BrokerRefusals++;
        return returned;
    }

    // Counted where a fault is made, because a late answer is a fault before it comes.
    private ResiliencePipeline<T> There(Func<double> chance, Func<T>? refusal)
    {
        ResiliencePipelineBuilder<T> there = new ResiliencePipelineBuilder<T>().AddChaosFault(new ChaosFaultStrategyOptions
        {
            InjectionRate = ConnectionRefusedRate,
            Randomizer = chance,
            FaultGenerator = _ =>
            {
                _faults.ConnectionsRefused++;
                return ValueTask.FromResult<Exception?>(new SocketException((int)SocketError.ConnectionRefused));
            },
        });
        if (refusal is not null)
        {
            there.AddChaosOutcome(new ChaosOutcomeStrategyOptions<T>
            {
                InjectionRate = RequestRefusedRate,
                Randomizer = chance,
                OutcomeGenerator = _ =>
                {
                    _faults.RequestsRefused++;
                    return ValueTask.FromResult<Outcome<T>?>(Outcome.FromResult(refusal()));
                },
            });
        }

        return there.Build();
    }

    private ResiliencePipeline<T> Back(Func<double> chance) => new ResiliencePipelineBuilder<T> { TimeProvider = _late }
        .AddChaosFault(new ChaosFaultStrategyOptions
        {
            InjectionRate = AnswerLostRate,
            Randomizer = chance,
            FaultGenerator = _ =>
            {
                _faults.AnswersLost++;
                return ValueTask.FromResult<Exception?>(new IOException("the connection broke before the answer came"));
            },
        })
        .AddChaosLatency(new ChaosLatencyStrategyOptions
        {
            InjectionRate = AnswerLateRate,
            Randomizer = chance,
            LatencyGenerator = _ =>
            {
                _faults.AnswersLate++;
                return ValueTask.FromResult(TimeSpan.FromMinutes(1));
            },
        })
        .Build();
}
