using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class QuoteQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly QuoteQueue _queue;

    public QuoteQueueTests() => _queue = new QuoteQueue(capacity: 2, _time);

    [Fact]
    public void AQuoteHasWaitedSinceItArrived()
    {
        Assert.True(AddAsync().IsCompleted);
        Pass(3);
        Assert.True(AddAsync().IsCompleted);
        Pass(4);

        Assert.Equal([7, 4], [Waited(), Waited()]);
    }

    // Those behind a full queue lie somewhere on their way: nobody sees since when, but not longer than it has been full.
    [Fact]
    public async Task WhatComesWhileTheReaderIsBehindMayHaveWaitedSinceThen()
    {
        Assert.True(AddAsync().IsCompleted);
        Assert.True(AddAsync().IsCompleted);
        Pass(1);
        ValueTask waiting = AddAsync();
        Pass(10);
        Assert.False(waiting.IsCompleted);
        Assert.Equal([11, 11], [Waited(), Waited()]);
        await waiting;

        // The reader is one behind still.
        Pass(5);
        Assert.True(AddAsync().IsCompleted);
        Assert.Equal([15, 15], [Waited(), Waited()]);

        // It has caught up.
        Assert.True(AddAsync().IsCompleted);
        Pass(2);
        Assert.Equal(2, Waited());
    }

    private ValueTask AddAsync() => _queue.AddAsync("ES", JsonSerializer.Deserialize("{}", GatewayJson.Default.GatewayQuote)!);

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private double Waited()
    {
        Assert.True(_queue.Reader.TryRead(out ContractQuote quote));
        return _time.GetElapsedTime(quote.Arrived).TotalSeconds;
    }
}
