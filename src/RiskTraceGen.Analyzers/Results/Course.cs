using System.Collections.Immutable;

namespace RiskTraceGen.Analyzers.Results;

/// <summary>What is known of a value where a trail has got to.</summary>
/// <param name="Dropped">What becomes of it if it ends here.</param>
/// <param name="Used">What becomes of it if somebody takes over here.</param>
/// <param name="Elements">Which element of a tuple it is, of the innermost tuple around it first.</param>
internal readonly record struct Course(Fate Dropped, Fate Used, ImmutableStack<int> Elements)
{
    public static readonly Course Start = new(Fate.Dropped, Fate.Used, ImmutableStack<int>.Empty);

    /// <summary>Behind a wait for it.</summary>
    public Course Awaited => this with { Dropped = Fate.Awaited };

    /// <summary>As a part of another task.</summary>
    public Course Together => Dropped == Fate.Dropped ? this with { Dropped = Fate.DroppedTogether } : this;

    /// <summary>As a part of another task that gives nothing of its result back.</summary>
    public Course WithoutResult => this with { Used = Fate.Awaited };

    /// <summary>As an element of a tuple.</summary>
    public Course Within(int element) => this with { Elements = Elements.Push(element) };

    /// <summary>Taken out of a tuple.</summary>
    public Course Outside => this with { Elements = Elements.Pop() };
}
