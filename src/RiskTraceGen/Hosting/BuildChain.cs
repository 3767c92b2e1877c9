namespace RiskTraceGen;

/// <summary>
/// What is being built, each for the one before it, on each thread that builds. A container does not see through the factories of rules and handlers:
/// classes that need each other would be built for each other until the stack ends.
/// </summary>
internal sealed class BuildChain
{
    private readonly ThreadLocal<List<Type>> _building = new(static () => []);

    /// <summary>Builds an instance of a type.</summary>
    /// <exception cref="InvalidOperationException">It is being built already: it needs itself.</exception>
    public T Build<T>(Type type, Func<T> create)
    {
        int first = _building.Value!.IndexOf(type);
        if (first >= 0)
            throw new InvalidOperationException(Cycle([.. _building.Value.Skip(first), type]));

        return Within(type, create);
    }

    /// <summary>Gets what may be built in a way that is not known here, such as a class of the user's.</summary>
    public T Within<T>(Type type, Func<T> get)
    {
        List<Type> building = _building.Value!;
        building.Add(type);
        try
        {
            return get();
        }
        finally
        {
            building.RemoveAt(building.Count - 1);
        }
    }

    /// <summary>Says what needs itself.</summary>
    /// <param name="types">From a type to the same type again.</param>
    public static string Cycle(IReadOnlyList<Type> types)
        => $"{types[0]} needs itself: {string.Join(" → ", types.Select(static type => type.Name))}. Take what both sides need out into a class of its own, or hand one of them over after it has been built.";
}
