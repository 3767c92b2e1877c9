using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Questions about the parts of a compilation, asked on several threads: where a build may do so, the compiler binds methods in the same way.</summary>
internal static class ConcurrentWork
{
    /// <summary>The answer for each part, in the order of the parts.</summary>
    public static TAnswer[] Answers<TPart, TAnswer>(this Compilation compilation, IReadOnlyList<TPart> parts, Func<TPart, TAnswer> question, CancellationToken cancellationToken)
    {
        var answers = new TAnswer[parts.Count];
        if (parts.Count == 1 || !compilation.Options.ConcurrentBuild)
        {
            for (int place = 0; place < answers.Length; place++)
                Answer(place);
            return answers;
        }

        try
        {
            Parallel.For(0, parts.Count, new ParallelOptions { CancellationToken = cancellationToken }, Answer);
        }
        catch (AggregateException failures)
        {
            // What has failed is the same, however many threads took part.
            ExceptionDispatchInfo.Capture(failures.InnerExceptions[0]).Throw();
        }

        return answers;

        void Answer(int place)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers[place] = question(parts[place]);
        }
    }
}
