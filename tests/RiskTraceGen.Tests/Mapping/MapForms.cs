namespace RiskTraceGen.Tests;

/// <summary>The map as text, Markdown and Mermaid.</summary>
public sealed class MapForms
{
    private static readonly MappedModule Desk = new("Desk", static map =>
    {
        map.Hook("squeezed", "Squeezed", "Risk/Squeezed.cs", 3);
        map.Rule("max_contracts", "exposure", "POSITION_UPDATED", "MaxContractsRule.CheckAsync", "Rules/MaxContractsRule.cs", 12);
        map.Rule("quiet", "", "TICK", "QuietRule.Check", "Rules/QuietRule.cs", 7);
        map.Handler("squeezed", 0, "Alerts.Tell", "Alerts.cs", 5);
        map.Handler("on_breach", 10, "Closing.OnBreach", "Closing.cs", 9);
        map.Method("MaxContractsRule.CheckAsync", "Rules/MaxContractsRule.cs", 12)
            .Calls("Liquidator.FlattenAsync", 20)
            .Raises("on_breach", 21)
            .LosesTrack("_callback", "a delegate that is made elsewhere", 22);
        map.Method("Liquidator.FlattenAsync", "Risk/Liquidator.cs", 30)
            .Raises("squeezed", 31)
            .CallsBroker("close", "IDesk.CloseAsync", 33)
            .Calls("Liquidator.FlattenAsync", 34);
        map.Method("Closing.OnBreach", "Closing.cs", 9).Calls("Liquidator.FlattenAsync", 10);
    })
    {
        Calls =
        [
            new("close", "IDesk.CloseAsync") { Retries = 3, Idempotent = true, Fallback = "FlattenAsync", Reconcile = "FindAsync" },
            new("flatten", "IDesk.FlattenAsync") { TimeoutMilliseconds = 100 },
            new("find", "IDesk.FindAsync"),
            new("place", "IDesk.PlaceAsync") { Retries = 1 },
        ],
    };

    [Fact]
    public void AsText() => AssertLines("""
        Execution map of Desk: 2 rules, 3 hooks
        A step is a way that the code can take, not one that it always takes. ↑ marks
        what is shown further up. Each rule also raises on_breach after a breach that
        the rule did not raise itself, and critical_failure when the rule throws or is
        late, or a broker call has failed for good.

        quiet
        ─────
        on TICK: QuietRule.Check                                    Rules/QuietRule.cs:7
          reaches no broker call

        max_contracts (exposure)
        ────────────────────────
        on POSITION_UPDATED: MaxContractsRule.CheckAsync    Rules/MaxContractsRule.cs:12
          reaches close, find, flatten
          raises on_breach, squeezed
          and may go on where the map cannot follow
          ├─ Liquidator.FlattenAsync                        Rules/MaxContractsRule.cs:20
          │  ├─ hook squeezed → Alerts.Tell                        Risk/Liquidator.cs:31
          │  ├─ call close (3 retries, idempotent)                 Risk/Liquidator.cs:33
          │  │  ├─ query find
          │  │  └─ fallback flatten (100 ms each)
          │  └─ Liquidator.FlattenAsync ↑                          Risk/Liquidator.cs:34
          ├─ hook on_breach                                 Rules/MaxContractsRule.cs:21
          │  └─ Closing.OnBreach                                            Closing.cs:9
          │     └─ Liquidator.FlattenAsync ↑                               Closing.cs:10
          └─ not followed: _callback (a delegate that is made elsewhere)
                                                            Rules/MaxContractsRule.cs:22

        Hooks
        ─────
        critical_failure
          nothing handles it
        on_breach
          └─ Closing.OnBreach                                               Closing.cs:9
             └─ Liquidator.FlattenAsync                                    Closing.cs:10
                ├─ hook squeezed → Alerts.Tell                     Risk/Liquidator.cs:31
                ├─ call close (3 retries, idempotent)              Risk/Liquidator.cs:33
                │  ├─ query find
                │  └─ fallback flatten (100 ms each)
                └─ Liquidator.FlattenAsync ↑                       Risk/Liquidator.cs:34
        squeezed: Squeezed                                            Risk/Squeezed.cs:3
          └─ Alerts.Tell                                                     Alerts.cs:5

        Not reached by any rule, or not handled
        ───────────────────────────────────────
        hook critical_failure (nothing handles it)
        call place (no rule makes it), IDesk.PlaceAsync

        """, Desk.ExecutionMap.ToText());

    [Fact]
    public void TextIsAsciiWhereThatIsAskedFor() => Assert.All(Desk.ExecutionMap.ToText(ascii: true), static character => Assert.InRange(character, '\n', '~'));

    [Fact]
    public void EachFormSaysThatLateFlowsAreToldOfWhereThatIsHandled()
    {
        ExecutionMap map = new MappedModule("Desk", static map =>
        {
            map.Rule("rule", "", "TICK", "Rule.Check", "Rule.cs", 1);
            map.Handler("flow_timeout", 0, "Alerts.Late", "Alerts.cs", 1);
        }).ExecutionMap;
        Assert.Contains("flow_timeout is raised when the flow has not met its deadline.", map.ToText(width: 400), StringComparison.Ordinal);
        Assert.Contains(@"flow\_timeout is raised when the flow has not met its deadline.", map.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(3, map.ToMermaid().Split('\n').Count(static line => line.TrimStart().StartsWith("n1 -->", StringComparison.Ordinal)));
        Assert.DoesNotContain("flow_timeout", Desk.ExecutionMap.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void LinesKeepToTheWidth()
    {
        for (int width = 44; width <= 120; width++)
            foreach (bool ascii in (bool[])[true, false])
                Assert.All(Desk.ExecutionMap.ToText(width, ascii).Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void ALineNeedsRoom() => Assert.Throws<ArgumentOutOfRangeException>(() => Desk.ExecutionMap.ToText(39));

    [Fact]
    public void AsMarkdown() => AssertLines("""
        # Execution map of Desk

        A step is a way that the code can take, not one that it always takes. Each rule also raises on\_breach after a breach that the rule did not raise itself, and critical\_failure when the rule throws or is late, or a broker call has failed for good.

        | Rule | Category | Event | Reaches | Raises |
        |---|---|---|---|---|
        | `quiet` |  | `TICK` |  |  |
        | `max_contracts` | exposure | `POSITION_UPDATED` | close, find, flatten, … | on\_breach, squeezed |

        ## quiet on TICK

        - `QuietRule.Check` — `Rules/QuietRule.cs:7`

        ## max\_contracts on POSITION\_UPDATED

        - `MaxContractsRule.CheckAsync` — `Rules/MaxContractsRule.cs:12`
          - `Liquidator.FlattenAsync` — `Rules/MaxContractsRule.cs:20`
            - hook `squeezed` — `Risk/Liquidator.cs:31`
              - `Alerts.Tell` — `Alerts.cs:5`
            - call `close` (3 retries, idempotent) — `Risk/Liquidator.cs:33`
              - query `find`
              - fallback `flatten` (100 ms each)
            - `Liquidator.FlattenAsync` (shown above) — `Risk/Liquidator.cs:34`
          - hook `on_breach` — `Rules/MaxContractsRule.cs:21`
            - `Closing.OnBreach` — `Closing.cs:9`
              - `Liquidator.FlattenAsync` (shown above) — `Closing.cs:10`
          - not followed: `_callback` (a delegate that is made elsewhere) — `Rules/MaxContractsRule.cs:22`

        ## Hooks

        - `critical_failure`: nothing handles it
        - `on_breach`
          - `Closing.OnBreach` — `Closing.cs:9`
            - `Liquidator.FlattenAsync` — `Closing.cs:10`
              - hook `squeezed` — `Risk/Liquidator.cs:31`
                - `Alerts.Tell` — `Alerts.cs:5`
              - call `close` (3 retries, idempotent) — `Risk/Liquidator.cs:33`
                - query `find`
                - fallback `flatten` (100 ms each)
              - `Liquidator.FlattenAsync` (shown above) — `Risk/Liquidator.cs:34`
        - `squeezed`: `Squeezed` — `Risk/Squeezed.cs:3`
          - `Alerts.Tell` — `Alerts.cs:5`

        ## Not reached by any rule, or not handled

        - hook `critical_failure` (nothing handles it)
        - call `place` (no rule makes it), `IDesk.PlaceAsync`

        """, Desk.ExecutionMap.ToMarkdown());

    [Fact]
    public void AsMermaid() => AssertLines("""
        flowchart LR
            n0{{"quiet<br/>TICK"}}
            n1{{"max_contracts<br/>POSITION_UPDATED"}}
            n2["Liquidator.FlattenAsync"]
            n1 --> n2
            n3[/"squeezed"/]
            n2 --> n3
            n4("Alerts.Tell")
            n3 --> n4
            n5[["close"]]
            n2 --> n5
            n6[["find"]]
            n5 -. query .-> n6
            n7[["flatten"]]
            n5 -. fallback .-> n7
            n2 --> n2
            n8[/"on_breach"/]
            n1 --> n8
            n9("Closing.OnBreach")
            n8 --> n9
            n9 --> n2
            n10>"not followed: _callback"]
            n1 --> n10
            n11(["RiskDispatcher"])
            n11 --> n8
            n12[/"critical_failure"/]
            n11 --> n12
            n13[["place"]]

        """, Desk.ExecutionMap.ToMermaid());

    [Fact]
    public void NamesAreNeitherMarkupNorControl()
    {
        var module = new MappedModule("Odd|`name`", static map =>
        {
            map.Rule("a|b`c\n\e[31m", "*bold* [x](y) <b>", "EVENT|", "Rule<T>.Check", "Rules/Odd|File.cs", 1);
            map.Method("Rule<T>.Check", "Rules/Odd|File.cs", 1).Raises("hook\"; end\n", 2).LosesTrack("x[\"]\"] & `y`", "why|", 3);
        });
        string markdown = module.ExecutionMap.ToMarkdown();
        Assert.Contains("""| `` a\|b`c\n\u001B[31m `` | \*bold\* \[x\](y) \<b\> | `EVENT\|` |""", markdown, StringComparison.Ordinal);
        Assert.Contains("- `Rule<T>.Check` — `Rules/Odd|File.cs:1`", markdown, StringComparison.Ordinal);
        string mermaid = module.ExecutionMap.ToMermaid();
        Assert.Contains("""[/"hook#34;#59; end#92;n"/]""", mermaid, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', markdown + mermaid + module.ExecutionMap.ToText());
    }

    private static void AssertLines(string expected, string actual)
        => Assert.Equal(expected.ReplaceLineEndings("\n"), actual);
}
