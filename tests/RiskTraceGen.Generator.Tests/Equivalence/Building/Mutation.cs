using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A fault that is put into generated code on purpose.</summary>
/// <param name="pattern">What is changed wherever it stands.</param>
/// <param name="replacement">What it becomes.</param>
internal sealed class Mutation(string pattern, string replacement)
{
    private readonly Regex _pattern = new(pattern, RegexOptions.CultureInvariant);

    /// <summary>A generated file with the fault; the file itself where it cannot have it.</summary>
    public SyntaxTree In(SyntaxTree file)
    {
        string text = file.ToString();
        return _pattern.IsMatch(text) ? CSharpSyntaxTree.ParseText(_pattern.Replace(text, replacement), (CSharpParseOptions)file.Options, file.FilePath) : file;
    }
}
