using RiskTraceGen.Generator.Incremental;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A parser that throws is seen as what it threw, on however many processors it ran.</summary>
public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsThrownComesOutAsItIs(bool isConcurrent)
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => SharedWork.ForEach(Enumerable.Range(0, 100), Fail, isConcurrent, CancellationToken.None));

        Assert.Equal("a parser", thrown.Message);
        Assert.Contains(nameof(Fail), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsCalledOffIsNoFailure(bool isConcurrent)
    {
        using var source = new CancellationTokenSource();

        OperationCanceledException thrown = Assert.Throws<OperationCanceledException>(() => SharedWork.ForEach(
            Enumerable.Range(0, 100),
            number =>
            {
                source.Cancel();
                Fail(number);
            },
            isConcurrent,
            source.Token));

        Assert.Equal(source.Token, thrown.CancellationToken);
    }

    [Fact]
    public void ModelsThatAreCalledOffAreNotMade()
        => Assert.Throws<OperationCanceledException>(() => AnnotatedProgram.Of(Consumer.Of(Sources.TradingBot).Compile(), CancellationToken.None).Models(new CancellationToken(canceled: true)));

    private static void Fail(int number) => throw new InvalidOperationException(number < 0 ? "" : "a parser");
}
