namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A call in a random program.</summary>
/// <param name="Number">Its number, which the log gives with its outcome.</param>
/// <param name="TraceName">Its name in traces; null if it is not recorded.</param>
/// <param name="Statement">The call.</param>
/// <param name="Shapes">What it is an example of.</param>
/// <param name="Behaviours">What happens in it.</param>
internal sealed record Call(int Number, string? TraceName, string Statement, IReadOnlyList<Shape> Shapes, IEnumerable<Behaviour> Behaviours);
