using System.Reflection;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What a run of the generator did again, by the names of its steps and of its files.</summary>
internal sealed class PipelineRun(GeneratorDriver driver)
{
    private readonly GeneratorRunResult _result = driver.GetRunResult().Results.Single();

    /// <summary>The names of all steps.</summary>
    public static IReadOnlyList<string> AllSteps { get; } =
        [.. typeof(Steps).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>The steps that ran at all, in this run or before.</summary>
    public IEnumerable<string> Known => _result.TrackedSteps.Keys.Intersect(AllSteps);

    /// <summary>The steps with a value that is new, different or gone.</summary>
    public IReadOnlyList<string> Changed
        => [.. AllSteps.Where(Known.Contains).Where(step => OutputsOf(step).Any(output => !IsKept(output.Reason)))];

    /// <summary>The files that are new, different or gone.</summary>
    public IReadOnlyList<string> ChangedFiles
        => [.. _result.TrackedOutputSteps.Values
            .SelectMany(steps => steps)
            .Where(step => step.Outputs.Any(output => !IsKept(output.Reason)))
            .Select(NameOf)
            .Order(StringComparer.Ordinal)];

    /// <summary>The reasons of a step: of one that does not exist there are none to ask for.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string step) => [.. OutputsOf(step).Select(output => output.Reason)];

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> OutputsOf(string step) => _result.TrackedSteps[step].SelectMany(run => run.Outputs);

    private static bool IsKept(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    // The first input of an output step is the file that it adds.
    private static string NameOf(IncrementalGeneratorRunStep step)
        => (((string FileName, string Text))step.Inputs[0].Source.Outputs[step.Inputs[0].OutputIndex].Value).FileName;
}
