namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Faults that are put into generated code are seen: a comparison that finds nothing has looked.</summary>
public sealed class MutationTests
{
    private const int FirstSeed = 100;
    private const int Programs = 45;

    private static readonly Batch Batch = new([.. Enumerable.Range(FirstSeed, Programs).Select(ProgramDraw.Of)], checksOverflow: false);

    [Theory]
    [InlineData("the broker is called twice", @"\n( +_broker\.[^\n]*;)\n( +attempt\.End\(\);)", "\n$1\n$1\n$2")]
    [InlineData("what is passed by reference is copied", @"(?<=[(, ])in ([@\w]+)(?=[,)])", "default(int) + $1")]
    [InlineData("an exception is swallowed", @"(return attempt\.End[^\n]*\n +\}\n +catch \(Exception exception\)\n +\{\n +attempt\.Fail\(exception\);\n +)throw;", "$1return default!;")]
    [InlineData("an exception is wrapped", @"\bthrow;", "throw new InvalidOperationException(\"wrapped\", exception);")]
    [InlineData("a cancelled task has failed", @"(public Task[^\n]*\n(?:[^\n]*\n){3,4} +return attempt\.End[^\n]*);", "$1.ContinueWith(static task => task.GetAwaiter().GetResult());")]
    [InlineData("the wrapper is async", @"public (ValueTask<[^\n]*\n(?:[^\n]*\n){3,4} +return )attempt", "public async $1await attempt")]
    [InlineData("a default is another", @" = -3(?=[,)])", " = -4")]
    [InlineData("a setter does nothing", @"set => _broker\.Level = value;", "set { }")]
    [InlineData("a subscription is lost", @"add => _broker\.Changed \+= value;", "add { }")]
    [InlineData("a failed call is recorded as one that succeeded", @"attempt\.Fail\(exception\);", "_ = exception; attempt.End();")]
    [InlineData("a call is recorded twice", @"BrokerAttempt attempt = (BrokerAttempt\.Begin[^\n]*);", "$1.End(); BrokerAttempt attempt = $1;")]
    [InlineData("a call is recorded under another name", @"(?<=BrokerCall\(""p1)(?=\d\d_)", "7")]
    public async Task AFaultInGeneratedCodeIsSeen(string fault, string pattern, string replacement)
    {
        EquivalenceRun run = await EquivalenceRun.OfAsync(Batch, new Mutation(pattern, replacement));
        Assert.True(run.Differences.Any(difference => !difference.IsOfCompiling), $"nobody sees that {fault}");
    }
}
