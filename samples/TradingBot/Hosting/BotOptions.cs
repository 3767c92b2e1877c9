using RiskTraceGen;

namespace TradingBot.Hosting;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">Decides the simulated market and how long orders travel.</param>
/// <param name="Events">Price updates of the simulated market.</param>
/// <param name="ReplayPaths">Files to replay instead; empty for the simulated market.</param>
/// <param name="SkipBadLines">Whether bad lines of those files are counted and skipped.</param>
/// <param name="Level">Which flows are printed.</param>
/// <param name="JournalDirectory">Where the trace is kept; null keeps it in memory.</param>
/// <param name="LogFile">Where every flow is written as a line of JSON; null for nowhere.</param>
/// <param name="ChaosSeed">What the faults of broker calls are drawn from; null for none.</param>
/// <param name="Gateway">The gateway to trade at; null for paper.</param>
/// <param name="StateDirectory">
/// Where holds on trading, and at a gateway what is to be closed and what the account is measured by, are kept; null keeps them in memory.
/// </param>
/// <param name="EnabledBy">Who takes responsibility for trading on after a disable; null for nobody.</param>
/// <param name="DisabledBy">Who pulls the kill switch; null for nobody.</param>
public sealed record BotOptions(
    int Seed,
    int Events,
    IReadOnlyList<string> ReplayPaths,
    bool SkipBadLines,
    TraceLevel Level,
    string? JournalDirectory = null,
    string? LogFile = null,
    int? ChaosSeed = null,
    Uri? Gateway = null,
    string? StateDirectory = null,
    string? EnabledBy = null,
    string? DisabledBy = null);
