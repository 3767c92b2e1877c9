using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What our analyzers add to a build, beside Meziantou.Analyzer and the SDK's own: they take turns within each round, so that all meet the same machine.</summary>
internal static class AnalysisRun
{
    // The runtime compiles hot code anew after some calls.
    private const int WarmUpRounds = 3;
    private const int WarmUpFiles = 100;

    /// <summary>Measures and prints. False if a program is not what it has to be, so that there is nothing to measure.</summary>
    public static bool Print(AnalysisOptions options, TextWriter output)
    {
        Peer idle = new("an analyzer that is idle", [new IdleAnalyzer()], ImmutableDictionary<string, ReportDiagnostic>.Empty);
        if (Peer.Load("RiskTraceGen", "Analyzers/RiskTraceGen") is not { } ours || Peer.Load("the SDK", "Analyzers/Sdk", "default.globalconfig") is not { } sdk)
        {
            output.WriteLine("Our analyzers or the SDK's were not to be had.");
            return false;
        }

        // The first two are what the others are compared with.
        List<Peer> peers = [ours, sdk, sdk.With(ours, "the SDK and RiskTraceGen"), idle];
        if (Peer.Load("the SDK, recommended", "Analyzers/Sdk", "recommended.globalconfig") is { } recommended)
            peers.Add(recommended);
        if (Peer.Load("Meziantou.Analyzer", "Analyzers/Meziantou.Analyzer") is { } meziantou)
            peers.Add(meziantou);

        if (Flaw(new MeasuredBuild(BotSolution.Files(WarmUpFiles, hasBot: true)), peers) is { } flaw)
        {
            output.WriteLine(flaw);
            return false;
        }

        foreach (bool hasBot in new[] { true, false })
        {
            _ = Rounds(new MeasuredBuild(BotSolution.Files(WarmUpFiles, hasBot)), peers, WarmUpRounds);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Files:N0} files, {(hasBot ? "a bot among them" : "nothing annotated")}"));
            AnalysisTable.Print(Rounds(new MeasuredBuild(BotSolution.Files(options.Files, hasBot)), peers, options.Rounds), output);
        }

        output.WriteLine($"medians of {options.Rounds} rounds; ratios are medians of the rounds' own; added: beyond the same build without analyzers; the last two columns: in relation to the SDK's");
        output.WriteLine("severities of a build on the command line: rules that are only suggested do not run");
        return true;
    }

    private static IReadOnlyList<AddedTime> Rounds(MeasuredBuild build, IReadOnlyList<Peer> peers, int rounds)
    {
        AddedTime[] added = [.. peers.Select(peer => new AddedTime(peer.Name))];
        for (int round = 0; round < rounds; round++)
        {
            BuildTime without = build.Measure(null);
            for (int place = 0; place < peers.Count; place++)
                added[place].Add(without, build.Measure(peers[place]));
        }

        return added;
    }

    /// <summary>Why the figures would mean nothing: what has to be found is not. Null if all is well.</summary>
    private static string? Flaw(MeasuredBuild build, IReadOnlyList<Peer> peers)
    {
        int untraced = build.Reported(peers[0])["RTG0101"].Count();
        if (untraced != WarmUpFiles / BotSolution.FilesPerArea * BotSolution.CallersPerArea)
            return $"RiskTraceGen finds {untraced} calls past the trace";

        return peers.Skip(4).Append(peers[1]).FirstOrDefault(peer => build.Reported(peer).All(found => !peer.Severities.ContainsKey(found.Key))) is { } silent
            ? $"{silent.Name} finds nothing"
            : null;
    }
}
