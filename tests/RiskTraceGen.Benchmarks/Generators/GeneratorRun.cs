using Microsoft.CodeAnalysis;
using RiskTraceGen.Benchmarks.Compiler;
using RiskTraceGen.Benchmarks.Generators.Programs;

namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>Our generator beside others, on programs with the same number of annotated members: they take turns within each round, so that all meet the same machine.</summary>
internal static class GeneratorRun
{
    // The runtime compiles hot code anew after some calls.
    private const int WarmUpRounds = 3;
    private const int WarmUpMembers = 100;

    /// <summary>Measures and prints. False if a program is not what it has to be, so that there is nothing to measure.</summary>
    public static bool Print(GeneratorOptions options, TextWriter output)
    {
        var subjects = new List<(AnnotatedProgram Program, IReadOnlyList<ISourceGenerator> Generators)>();
        foreach (AnnotatedProgram program in new AnnotatedProgram[] { new TracedBot(), new LoggedService(), new ViewModels(), new Mappers(), new Handlers() })
        {
            IReadOnlyList<ISourceGenerator> generators = ExtensionFolder.Generators($"Generators/{program.Name}");
            if (generators.Count > 0)
                subjects.Add((program, generators));
            else
                output.WriteLine($"{program.Name} is left out: its package was not to be had.");
        }

        MeasuredGenerator[] warm = Measured(subjects, WarmUpMembers);
        foreach (MeasuredGenerator subject in warm)
            if (subject.Flaw() is { } flaw)
            {
                output.WriteLine($"{subject.Name}: {flaw}");
                return false;
            }

        Rounds(warm, WarmUpRounds);
        var table = new GeneratorTable(options.Rounds, output);
        foreach (int size in options.Sizes)
        {
            MeasuredGenerator[] measured = Measured(subjects, size);
            Rounds(measured, options.Rounds);
            table.Add(size, measured);
        }

        table.PrintGrowth();
        return true;
    }

    private static MeasuredGenerator[] Measured(List<(AnnotatedProgram Program, IReadOnlyList<ISourceGenerator> Generators)> subjects, int members)
        => [.. subjects.Select(subject => new MeasuredGenerator(subject.Program, subject.Generators, members))];

    // First runs before edits: those need all programs in memory.
    private static void Rounds(MeasuredGenerator[] measured, int rounds)
    {
        foreach (Work[] works in (Work[][])[[Work.Build, Work.Open], [Work.Unrelated, Work.SameFile, Work.Member]])
            for (int round = 0; round < rounds; round++)
                foreach (Work work in works)
                    foreach (MeasuredGenerator subject in measured)
                        subject.Measure(work);
    }
}
