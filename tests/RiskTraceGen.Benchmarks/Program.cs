using BenchmarkDotNet.Running;
using RiskTraceGen.Benchmarks;
using RiskTraceGen.Benchmarks.Quick;

#if DEBUG
Console.Error.WriteLine("Figures of a debug build mean nothing. Run: dotnet run -c Release --project tests/RiskTraceGen.Benchmarks -- --quick");
return 2;
#else
if (args is ["--quick"])
{
    QuickRun.Print(Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(TracingBenchmarks).Assembly).Run(args);
return 0;
#endif
