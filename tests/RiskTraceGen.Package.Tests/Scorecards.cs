namespace RiskTraceGen.Package.Tests;

/// <summary>What the scorecards of the consumers say.</summary>
internal static class Scorecards
{
    public const string OfScored = """
        # Scorecard of Scored

        | | |
        |---|---|
        | Broker calls that are traced | 1 |
        | Annotated broker calls that are refused | 1 |
        | Broker calls past the trace that are reported (RTG0101) | 1 |
        | Broker calls past the trace that are not reported | 2 |
        | Hooks whose failures are handled | 0 |
        | Hooks with failures that nobody handles | 1 |
        | Hooks without a handler | 0 |
        | Open findings | 3 |
        | Suppressed findings | 1 |

        ## Traced broker calls

        - Desk.cs(36,27) TracedDesk.Cancel

        ## Refused broker calls

        - Desk.cs(16,6) Desk.CancelAll: 'Desk' is static, and a wrapper stands in front of an instance; make it an instance class, or put an interface in front of it

        ## Broker calls past the trace, reported

        - Desk.cs(37,14) IDesk.Cancel

        ## Broker calls past the trace, not reported

        - Desk.cs(24,44) IDesk.Cancel
        - Desk.cs(39,14) IDesk.Cancel

        ## Hooks with failures that nobody handles

        - Desk.cs(41,14) margin_call

        ## Open findings

        - Desk.cs(16,6) RTG0105 (warning): 'Desk.CancelAll' is not traced: 'Desk' is static, and a wrapper stands in front of an instance; make it an instance class, or put an interface in front of it
        - Desk.cs(37,14) RTG0101 (warning): 'IDesk.Cancel' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')
        - Desk.cs(41,9) RTG0201 (warning): Nothing handles a failing handler of 'margin_call': 'Raise' does not report it; add a [HookFailure("margin_call")] method, or one for all hooks

        ## Suppressed findings

        - Desk.cs(39,14) RTG0101 (warning): 'IDesk.Cancel' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')

        """;
}
