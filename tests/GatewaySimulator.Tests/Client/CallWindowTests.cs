using Microsoft.Extensions.Time.Testing;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class CallWindowTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void NoWindowHasMoreCallsThanAllowed()
    {
        var window = new CallWindow(new RateLimit(3, TimeSpan.FromSeconds(60)), _time);
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var taken = new List<DateTimeOffset>();
        for (int i = 0; i < 2_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 20_000)));
            if (window.TryTake())
                taken.Add(_time.GetUtcNow());
        }

        Assert.True(taken.Count > 500, $"seed {seed}: {taken.Count} calls");
        for (int i = 3; i < taken.Count; i++)
            Assert.True(taken[i] - taken[i - 3] >= TimeSpan.FromSeconds(60), $"seed {seed}: call {i}");
    }

    [Fact]
    public async Task ACallWaitsForItsTurn()
    {
        var window = new CallWindow(new RateLimit(1, TimeSpan.FromSeconds(10)), _time);
        Assert.True(window.TryTake());
        Task<bool> second = window.TakeAsync(TimeSpan.FromSeconds(30), CancellationToken.None).AsTask();
        Task<bool> third = window.TakeAsync(TimeSpan.FromSeconds(30), CancellationToken.None).AsTask();

        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await second.InTime());
        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await third.InTime());
    }

    [Fact]
    public async Task ACallThatWouldWaitTooLongIsNotMadeAndTakesNoTurn()
    {
        var window = new CallWindow(new RateLimit(1, TimeSpan.FromSeconds(10)), _time);
        Assert.True(window.TryTake());

        Assert.False(await window.TakeAsync(TimeSpan.FromSeconds(9), CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(window.TryTake());
    }
}
