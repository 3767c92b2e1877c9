namespace RiskTraceGen.Generator.Tests;

/// <summary>Programs with one rule, to ask where it goes.</summary>
internal static class MapPrograms
{
    private const string Usings = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        """;

    private const string Boundary = """

        public sealed record Moved(int Size);
        [HookEvent("squeezed")] public readonly record struct Squeezed(int Size);
        public interface IDesk
        {
            [BrokerCall("close")] bool Close(int size);
            [BrokerCall("query")] int Query();
            int Count { get; }
        }
        """;

    /// <summary>A rule with a body, beside declarations of the rule's class and of the program.</summary>
    public static Consumer Rule(string body, string members = "", string declarations = "")
        => Consumer.Of(Usings + $$"""
            [RiskRule("rule")]
            public sealed class Rule
            {
                public RuleResult Check(Moved moved, TracedDesk desk, RiskFlow flow)
                {
                    {{body}}
                    return RuleResult.Pass;
                }

                {{members}}
            }

            {{declarations}}
            """ + Boundary);

    /// <summary>Declarations beside the boundary.</summary>
    public static Consumer Of(string declarations) => Consumer.Of(Usings + declarations + Boundary);

    public static string WithUsings(string source) => Usings + source;
}
