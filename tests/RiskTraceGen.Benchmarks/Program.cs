using System.Globalization;
using BenchmarkDotNet.Running;
using RiskTraceGen.Benchmarks;
using RiskTraceGen.Benchmarks.Analyzers;
using RiskTraceGen.Benchmarks.Generators;
using RiskTraceGen.Benchmarks.Quick;
using RiskTraceGen.Benchmarks.Soak;

#if DEBUG
Console.Error.WriteLine("Figures of a debug build mean nothing. Run: dotnet run -c Release --project tests/RiskTraceGen.Benchmarks -- --quick");
return 2;
#else
if (args is ["--quick"] or ["--quick", "--replay", _])
{
    IReadOnlyList<string> files = args is [.., "--replay", var folder] && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(static file => Path.GetExtension(file) is ".zip" or ".csv").Order(StringComparer.Ordinal)]
        : [];
    if (args.Length > 1 && files.Count == 0)
    {
        Console.Error.WriteLine($"--replay expects a directory with zip or csv files in LEAN's futures format; {args[^1]} is none.");
        return 2;
    }

    try
    {
        QuickRun.Print(Console.Out);
        await ReplayRun.PrintAsync(files, Console.Out);
        return 0;
    }
    catch (FormatException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
}

if (args is ["--soak", .. var count])
{
    int flows = SoakRun.DefaultFlows;
    if (count.Length > 1 || (count is [var number] && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out flows)) || flows < SoakRun.FewestFlows)
    {
        Console.Error.WriteLine($"--soak takes the number of flows, at least {SoakRun.FewestFlows}; {SoakRun.DefaultFlows} when it is left out.");
        return 2;
    }

    return await SoakRun.PrintAsync(flows, Console.Out) ? 0 : 1;
}

if (args is ["--generators", .. var settings])
{
    if (GeneratorOptions.Parse(settings) is not { } options)
    {
        Console.Error.WriteLine(GeneratorOptions.Usage);
        return 2;
    }

    return GeneratorRun.Print(options, Console.Out) ? 0 : 1;
}

if (args is ["--analyzers", .. var asked])
{
    if (AnalysisOptions.Parse(asked) is not { } options)
    {
        Console.Error.WriteLine(AnalysisOptions.Usage);
        return 2;
    }

    return AnalysisRun.Print(options, Console.Out) ? 0 : 1;
}

BenchmarkSwitcher.FromAssembly(typeof(TracingBenchmarks).Assembly).Run(args);
return 0;
#endif
