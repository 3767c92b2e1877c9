namespace RiskTraceGen.Analyzers;

/// <summary>Where the page of a rule stands: <see cref="Base"/>, its id, <see cref="Extension"/>.</summary>
internal static class HelpLinks
{
    public const string Base = "https://github.com/risktracegen/risktracegen/blob/main/docs/rules/";

    public const string Extension = ".md";
}
