using Microsoft.Extensions.Time.Testing;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class CallWindowTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void NoWindowHasMoreCallsThanAllowed()
    {
        var window = new CallWindow(new RateLimit(3, TimeSpan.FromSeconds(60)));
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var taken = new List<DateTimeOffset>();
        for (int i = 0; i < 2_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 20_000)));
            DateTimeOffset now = _time.GetUtcNow();
            if (window.Turn(now) != now)
                continue;
            window.Add(now);
            taken.Add(now);
        }

        Assert.True(taken.Count > 500, $"seed {seed}: {taken.Count} calls");
        for (int i = 3; i < taken.Count; i++)
            Assert.True(taken[i] - taken[i - 3] >= TimeSpan.FromSeconds(60), $"seed {seed}: call {i}");
    }

    // What waits longer for another limit was promised a later turn.
    [Fact]
    public void TurnsThatWerePromisedOutOfOrderCountInTheOrderOfTime()
    {
        var window = new CallWindow(new RateLimit(2, TimeSpan.FromSeconds(10)));
        DateTimeOffset begin = _time.GetUtcNow();
        window.Add(begin.AddSeconds(4));
        window.Add(begin.AddSeconds(1));

        Assert.Equal(begin.AddSeconds(11), window.Turn(begin.AddSeconds(1)));
        window.Add(begin.AddSeconds(11));
        Assert.Equal(begin.AddSeconds(14), window.Turn(begin.AddSeconds(1)));
    }
}
