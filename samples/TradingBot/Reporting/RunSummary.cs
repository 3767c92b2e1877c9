using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Chaos;
using TradingBot.Handlers;
using TradingBot.Hosting;
using TradingBot.Risk;

namespace TradingBot.Reporting;

/// <summary>What is printed after the last price: what was traced, how long it took, and what the day brought.</summary>
public static class RunSummary
{
    /// <summary>The summary of a run that has ended.</summary>
    public static string Of(IServiceProvider services, TraceStatistics trace)
    {
        BotRun run = services.GetRequiredService<BotRun>();
        var text = new StringBuilder();
        text.AppendLine(run.WasInterrupted ? "stopped before the end of the day" : run.Failure is null ? "end of the day" : "failed before the end of the day");
        Line(text, "market", $"{services.GetRequiredService<TradingLoop>().Updates:N0} price updates in {run.Duration.TotalSeconds:0.0} s");
        AddTrace(text, trace);
        BotOptions options = services.GetRequiredService<BotOptions>();
        if (options.JournalDirectory is { } directory)
            Line(
                text,
                "journal",
                $"{(JournalWatch.IsKept(directory) ? $"kept in {directory}" : $"its files are gone from {directory}, and what was written to them is not kept")}, {trace.Journal.Unsaved:N0} records left out, {trace.Journal.FailedFlushes:N0} flushes failed");
        if (options.LogFile is { } log)
            Line(text, "log", $"{log}, {trace.Sinks.Failures:N0} flows could not be written");
        AddBreaches(text, services);
        AddResult(text, services.GetRequiredService<TradingAccount>());
        AddWhatIsLeft(text, services);
        AddBroker(text, services);
        AddChaos(text, services, trace);
        LatencyTable.AppendTo(text, trace.Latencies);
        return text.ToString();
    }

    private static void AddTrace(StringBuilder text, TraceStatistics trace)
    {
        Line(text, "flows", $"{trace.Flows.Started:N0} started, {trace.Flows.Completed:N0} completed, {trace.Flows.Abandoned:N0} abandoned");
        Line(
            text,
            "evaluations",
            $"{trace.Evaluations.Total:N0}: {trace.Evaluations.Pass:N0} pass, {trace.Evaluations.InsufficientData:N0} without data, {trace.Evaluations.Breach:N0} breach, {trace.Evaluations.Error:N0} error");
        Line(
            text,
            "hooks",
            $"{trace.Hooks.Raised:N0} raised; handlers: {trace.Hooks.Succeeded:N0} succeeded, {trace.Hooks.Failed:N0} failed, {trace.Hooks.Abandoned:N0} abandoned, {trace.Hooks.Skipped:N0} skipped");
        Line(
            text,
            "broker calls",
            $"{trace.BrokerCalls.Begun:N0}: {trace.BrokerCalls.Ok:N0} ok, {trace.BrokerCalls.Failed:N0} failed, {trace.BrokerCalls.Ambiguous:N0} ambiguous");
        Line(
            text,
            "failures",
            $"{trace.Evaluations.Error + trace.Hooks.Failed + trace.Hooks.Abandoned + trace.Hooks.Skipped + trace.BrokerCalls.Failed + trace.BrokerCalls.Ambiguous:N0} in rules, handlers and broker calls; {trace.Alerts:N0} alerts");
        Line(text, "records", $"{trace.Journal.Written:N0} written, {trace.Journal.Dropped:N0} dropped");
    }

    private static void AddBreaches(StringBuilder text, IServiceProvider services)
    {
        IReadOnlyDictionary<string, int> breaches = services.GetRequiredService<BreachAlerts>().ByRule;
        Line(
            text,
            "breaches",
            $"{(breaches.Count == 0 ? "none" : string.Join(", ", breaches.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} {rule.Value}")))}");

        int holds = services.GetRequiredService<TradingGate>().History.Count;
        int audited = services.GetRequiredService<AuditTrail>().Entries.Count;
        PhoneNotifications phone = services.GetRequiredService<PhoneNotifications>();
        Line(
            text,
            "told",
            $"{holds:N0} holds on trading, {audited:N0} entries in the audit trail, {phone.Outbox.Count + phone.Dropped:N0} messages to the phone, {phone.Dropped:N0} left out");
    }

    private static void AddResult(StringBuilder text, TradingAccount account)
        => Line(text, "trading", $"{account.Trades:N0} fills, realised {account.Realized:N2}, fees {account.Fees:N2}, balance {account.Balance:N2} USD");

    /// <summary>Paper ends with the run, and what is left of it nobody can look up.</summary>
    private static void AddWhatIsLeft(StringBuilder text, IServiceProvider services)
    {
        if (services.GetRequiredService<BotOptions>().Gateway is not null)
        {
            foreach ((string subject, FormattableString value) in WhatIsLeft.Of(services))
                Line(text, subject, value);
            return;
        }

        foreach (PositionLedger open in services.GetRequiredService<TradingAccount>().OpenPositions)
            Line(text, "still open", $"{open.Size:+0;-0} {open.Contract} at {open.AveragePrice:0.00####}");
    }

    private static void AddBroker(StringBuilder text, IServiceProvider services)
    {
        if (services.GetService<IBrokerReport>() is { } report)
            Line(text, report.Subject, report.Value);
    }

    private static void AddChaos(StringBuilder text, IServiceProvider services, TraceStatistics trace)
    {
        if (services.GetService<ChaosBroker>() is not { } chaos || ChaosAccount.Of(services, trace) is not { } account)
            return;

        FaultCounts faults = chaos.Faults;
        BrokerCallStatistics calls = trace.BrokerCalls;
        CallConclusionStatistics came = calls.Conclusions;
        Line(
            text,
            "chaos",
            $"seed {chaos.Seed}, {faults.Total:N0} faults in {faults.Calls:N0} calls: {faults.ConnectionsRefused:N0} connections refused, {faults.RequestsRefused:N0} requests refused, {faults.AnswersLost:N0} answers lost, {faults.AnswersLate:N0} answers late");
        Line(
            text,
            "faults",
            $"in the trace: {calls.Failed:N0} attempts failed ({faults.BrokerRefusals:N0} refused by the broker itself), {calls.Ambiguous:N0} ambiguous, {calls.LateAnswers:N0} answered late");
        Line(
            text,
            "followed by",
            $"{calls.Retries:N0} retries, {came.Reconciled:N0} orders found, {came.FellBack:N0} fallbacks, {came.Failed:N0} calls given up as failed, {came.Ambiguous:N0} as ambiguous, {came.Substitutes:N0} queries and fallbacks given up");
        Line(
            text,
            "concluded",
            $"{came.Retried + came.Reconciled + came.FellBack:N0} calls ok after all, {came.Failed:N0} failed, {came.Ambiguous:N0} ambiguous; {services.GetRequiredService<AuditTrail>().CriticalFailures:N0} critical failures");
        Line(
            text,
            "account",
            $"{(account.AddsUp ? "every fault is accounted for, the books agree with the broker's, no order exists twice" : $"does not add up: {string.Join("; ", account.Differences)}")}");
    }

    private static void Line(StringBuilder text, string subject, FormattableString value)
        => text.Append("  ").Append(subject.PadRight(14)).AppendLine(value.ToString(CultureInfo.InvariantCulture));
}
