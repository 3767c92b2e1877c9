using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.CodeFixes.Flows;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0501.</summary>
public sealed class UseFlowTests
{
    [Fact]
    public Task Declares_the_flow_with_using() => new CodeFixTest<UnfinishedFlow, UseFlow>("""
        class Starter(RiskTracer tracer)
        {
            void Use(bool flag, int number)
            {
                // At the open.
                RiskFlow flow = [|tracer.StartFlow("OPEN")|]; // one for the day
                if (flag)
                    flow.Complete("OPENED");

                {
                    var inner = [|tracer.StartFlow("INNER")|];
                    inner.Check("flag", flag);
                }

                RiskFlow again = [|tracer.StartFlow("AGAIN")|];
                if (flag)
                    again = [|tracer.StartFlow("AND AGAIN")|];

                switch (number)
                {
                    case 1:
                        RiskFlow section = [|tracer.StartFlow("SECTION")|];
                        section.Check("flag", flag);
                        break;
                }

                [|tracer.StartFlow("DROPPED")|];
            }
        }
        """, """
        class Starter(RiskTracer tracer)
        {
            void Use(bool flag, int number)
            {
                // At the open.
                using RiskFlow flow = tracer.StartFlow("OPEN"); // one for the day
                if (flag)
                    flow.Complete("OPENED");

                {
                    using var inner = tracer.StartFlow("INNER");
                    inner.Check("flag", flag);
                }

                RiskFlow again = [|tracer.StartFlow("AGAIN")|];
                if (flag)
                    again = [|tracer.StartFlow("AND AGAIN")|];

                switch (number)
                {
                    case 1:
                        RiskFlow section = [|tracer.StartFlow("SECTION")|];
                        section.Check("flag", flag);
                        break;
                }

                [|tracer.StartFlow("DROPPED")|];
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("var (flow, size) = ([|tracer.StartFlow(\"X\")|], 1); flow.Check(\"c\", size > 2);")]
    [InlineData("System.Action later = () => { _ = [|tracer.StartFlow(\"X\")|]; }; later();")] // what holds the lambda is no flow
    [InlineData("System.Action later = () => _ = [|tracer.StartFlow(\"X\")|]; later();")]
    [InlineData("if (tracer.GetHashCode() > 1) goto end; RiskFlow flow = [|tracer.StartFlow(\"X\")|]; flow.Check(\"c\", true); end: System.Console.Beep();")] // jumped over
    [InlineData("RiskTracer maybe = tracer; RiskFlow? flow = maybe?[|.StartFlow(\"X\")|]; flow?.Check(\"c\", true);")] // no 'using' takes a nullable flow
    [InlineData("bool isLate = [|tracer.StartFlow(\"X\")|].Check(\"c\", true); System.Console.WriteLine(isLate);")]
    public Task Offers_nothing_where_no_declaration_is_the_flow(string code)
    {
        string source = $$"""class Starter(RiskTracer tracer) { void Use() { {{code}} } }""";
        return new CodeFixTest<UnfinishedFlow, UseFlow>(source, source).RunAsync();
    }
}
