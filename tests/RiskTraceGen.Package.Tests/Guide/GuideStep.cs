namespace RiskTraceGen.Package.Tests;

/// <summary>One thing that a guide has its reader do.</summary>
/// <param name="Line">Where it stands in the page.</param>
internal abstract record GuideStep(int Line);

/// <summary>A file is written, as a whole.</summary>
internal sealed record FileStep(int Line, string Name, string Text) : GuideStep(Line);

/// <summary>A command is typed.</summary>
/// <param name="Line">Where it stands in the page.</param>
/// <param name="Text">The command.</param>
/// <param name="Shown">What the page shows below it; null for nothing.</param>
internal sealed record CommandStep(int Line, string Text, string? Shown) : GuideStep(Line);
