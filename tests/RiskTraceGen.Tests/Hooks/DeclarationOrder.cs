namespace RiskTraceGen.Tests;

/// <summary>A hook has the name that is declared for it, whenever that happens.</summary>
public sealed class DeclarationOrder
{
    [Fact]
    public async Task ARaiseBeforeTheAttachmentDoesNotNameTheHook()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("TEST");
        flow.Raise(new Unnamed(1));
        using IDisposable attached = tracer.Hooks.Attach<Unnamed>("named_later", static (_, _, _) => default);
        HookOutcome outcome = await flow.RaiseAsync(new Unnamed(2)).InTime();
        flow.Complete("done");

        Assert.Equal(1, outcome.Succeeded);
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        Assert.Contains(trace.Steps, static s => s.Text.StartsWith("Unnamed", StringComparison.Ordinal));
        Assert.Contains(trace.Steps, static s => s.Text.StartsWith("named_later", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheNameThatCameFirstStays()
    {
        await using RiskTracer tracer = Tracers.Create();
        using IDisposable attached = tracer.Hooks.Attach<Unnamed>("first", static (_, _, _) => default);

        Assert.Contains("is the payload of 'first', not of 'second'", Assert.Throws<ArgumentException>(() => tracer.Hooks.Attach<Unnamed>("second", static (_, _, _) => default)).Message);
    }

    private readonly record struct Unnamed(int Number);
}
