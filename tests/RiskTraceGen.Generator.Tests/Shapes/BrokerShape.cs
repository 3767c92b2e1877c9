namespace RiskTraceGen.Generator.Tests;

/// <summary>A shape that a broker can have, and what must come of it: the same program with and without the trace, and these records.</summary>
/// <param name="Name">The name of the shape, and of its namespace.</param>
/// <param name="Declarations">The broker and what it needs, <c>IBroker</c> and <c>Broker</c> unless said otherwise. What it does it tells <c>Out.Say</c>.</param>
/// <param name="Use">Statements that are compiled twice: <c>broker</c> is the broker itself, and its wrapper.</param>
/// <param name="Calls">The calls that are recorded, as name, outcome and fields.</param>
internal sealed record BrokerShape(string Name, string Declarations, string Use, params string[] Calls)
{
    /// <summary>Whether calls are told by name and outcome only.</summary>
    public bool IgnoresFields { get; init; }

    /// <summary>The type that has the wrapper. Brokers of one name have their namespace in the wrapper's: <c>TracedTuplesBroker</c>.</summary>
    public string Broker { get; init; } = "IBroker";

    /// <summary>Makes the broker.</summary>
    public string Make { get; init; } = "new Broker()";

    /// <summary>Members of the broker that the wrapper cannot have.</summary>
    public string[] Refused { get; init; } = [];

    /// <summary>What stands before the shape's namespace.</summary>
    public string Outside { get; init; } = "";

    /// <summary>What stands behind it.</summary>
    public string After { get; init; } = "";

    public override string ToString() => Name;

    /// <summary>The file that plays the shape.</summary>
    public string Source => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;
        {{Outside}}
        namespace Shapes.{{Name}}
        {
            public static class Out
            {
                public static readonly List<string> Lines = new();
                public static Type? Wrapper;
                public static Type TypeOf<T>(T value) => typeof(T);
                public static void Say(object? line) => Lines.Add(line?.ToString() ?? "null");
            }

            {{Declarations}}

            public static class Play
            {
                public static async System.Threading.Tasks.Task Untraced()
                {
                    {{Broker}} broker = {{Make}};
                    await System.Threading.Tasks.Task.CompletedTask;
                    {{Use}}
                }

                public static async System.Threading.Tasks.Task Traced(global::RiskTraceGen.RiskFlow flow)
                {
                    {{Broker}} plain = {{Make}};
                    var broker = plain.Traced(flow);
                    Out.Wrapper = Out.TypeOf(broker);
                    await System.Threading.Tasks.Task.CompletedTask;
                    {{Use}}
                }
            }
        }

        {{After}}
        """;
}
