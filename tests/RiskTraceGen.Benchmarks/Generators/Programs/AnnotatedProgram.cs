namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>
/// A program for one generator, in files as people write them: <see cref="MembersPerFile"/> annotated members to a file, code beside them, and a file without annotations
/// for each file with some. All programs have the same shape and the same number of annotated members.
/// </summary>
internal abstract class AnnotatedProgram
{
    public const int MembersPerFile = 20;

    // A namespace of a real program holds some files.
    public const int FilesPerNamespace = 25;

    /// <summary>The generator, as the table names it; also the folder that it is loaded from.</summary>
    public abstract string Name { get; }

    /// <summary>The assemblies beside the framework that the program is compiled against.</summary>
    public abstract IReadOnlyList<string> References { get; }

    /// <summary>An edit of one annotated member that changes what is generated for it, in the first annotated file.</summary>
    public abstract (string Before, string After) MemberEdit { get; }

    /// <summary>An edit that changes no annotated member, in any file: it moves everything that stands behind it.</summary>
    public static (string Before, string After) OtherEdit { get; } = ("return 1;", "// Counted\n        return 2;");

    /// <summary>The annotated files, then as many others.</summary>
    public IReadOnlyList<string> Files(int members)
    {
        int files = (members + MembersPerFile - 1) / MembersPerFile;
        return
        [
            .. Enumerable.Range(0, files).Select(file => Annotated(file, Math.Min(MembersPerFile, members - (file * MembersPerFile)))),
            .. Enumerable.Range(0, files).Select(Plain),
        ];
    }

    protected abstract string Usings { get; }

    /// <summary>The annotated declarations of one file.</summary>
    /// <param name="file">The number of the file, which keeps names apart.</param>
    /// <param name="members">How many members are annotated.</param>
    protected abstract string Declarations(int file, int members);

    protected static string Lines(int count, Func<int, string> line) => string.Join("\n", Enumerable.Range(0, count).Select(line));

    private string Annotated(int file, int members) => $$"""
        {{Usings}}

        namespace Subject.Area{{file / FilesPerNamespace}};

        internal static class Count{{file}}
        {
            public static int Of()
            {
                return 1;
            }
        }

        {{Declarations(file, members)}}
        """;

    private static string Plain(int file) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;

        namespace Subject.Area{{file / FilesPerNamespace}};

        public interface IBook{{file}} : IEnumerable<decimal>, IDisposable
        {
            decimal Best { get; }
        }

        [Serializable]
        public sealed class Book{{file}} : List<decimal>, IBook{{file}}
        {
            [NonSerialized]
            private int _count;

            public decimal Best => this.Max();

            [Obsolete("use Best")]
            public decimal First => this.First();

            public int Note(IEnumerable<decimal> prices)
            {
                foreach (decimal price in prices.Where(price => price > 0))
                {
                    Add(price);
                    _count++;
                }

                return _count;
            }

            public static int Depth()
            {
                return 1;
            }

            public void Dispose() => Clear();
        }
        """;
}
