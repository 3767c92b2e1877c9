using BenchmarkDotNet.Running;
using RiskTraceGen.Benchmarks;
using RiskTraceGen.Benchmarks.Quick;
using RiskTraceGen.Benchmarks.Soak;

#if DEBUG
Console.Error.WriteLine("Figures of a debug build mean nothing. Run: dotnet run -c Release --project tests/RiskTraceGen.Benchmarks -- --quick");
return 2;
#else
if (args is ["--quick"])
{
    QuickRun.Print(Console.Out);
    return 0;
}

if (args is ["--soak", ..])
    return await SoakRun.PrintAsync(args is [_, { } flows] ? int.Parse(flows, System.Globalization.CultureInfo.InvariantCulture) : SoakRun.DefaultFlows, Console.Out) ? 0 : 1;

BenchmarkSwitcher.FromAssembly(typeof(TracingBenchmarks).Assembly).Run(args);
return 0;
#endif
