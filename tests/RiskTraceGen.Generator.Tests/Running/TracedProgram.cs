using System.Reflection;
using System.Runtime.Loader;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Compiles a program with its generated code, loads it, runs it, and hands out what it recorded.</summary>
internal static class TracedProgram
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        """;

    /// <summary>Runs <c>Program.RunAsync(RiskTracer)</c> of a source.</summary>
    public static Task<IReadOnlyList<FlowTrace>> RunAsync(string source) => RunAsync(Consumer.Of(Usings + source).Generate());

    public static async Task<IReadOnlyList<FlowTrace>> RunAsync(Generated program, params Generated[] libraries)
    {
        var context = new AssemblyLoadContext(nameof(TracedProgram), isCollectible: true);
        await using var tracer = new RiskTracer(new RiskTracerOptions());
        try
        {
            foreach (Generated library in libraries)
                Load(context, library);
            MethodInfo run = Load(context, program.WithoutComplaints()).GetType("Program", throwOnError: true)!.GetMethod("RunAsync")!;
            await (Task)run.Invoke(null, [tracer])!;
            // Waits for the handlers too, without which the flows that raised them have not ended.
            await tracer.DisposeAsync();
            return tracer.RecentFlows;
        }
        finally
        {
            context.Unload();
        }
    }

    private static Assembly Load(AssemblyLoadContext context, Generated generated)
    {
        using var image = new MemoryStream([.. generated.Image()]);
        return context.LoadFromStream(image);
    }
}
