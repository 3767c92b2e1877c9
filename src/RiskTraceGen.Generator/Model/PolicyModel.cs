namespace RiskTraceGen.Generator.Model;

/// <summary>What is done about a call beyond making it once.</summary>
/// <param name="Settings">What is given, as an object initializer has it.</param>
/// <param name="Words">The same, as a comment says it.</param>
/// <param name="Guards">The attributes without which code that calls the method does not compile.</param>
/// <param name="Fallback">What takes over when it has failed.</param>
/// <param name="Reconciliation">What finds out what became of it.</param>
internal sealed record PolicyModel(
    EquatableArray<string> Settings, EquatableArray<string> Words, EquatableArray<string> Guards, SubstituteModel? Fallback, SubstituteModel? Reconciliation)
{
    /// <summary>Everything that is given, as the registry has it.</summary>
    public EquatableArray<string> Description => Settings
        .Concat(Named("Fallback", Fallback))
        .Concat(Named("Reconcile", Reconciliation))
        .ToEquatableArray();

    private static IEnumerable<string> Named(string setting, SubstituteModel? substitute)
        => substitute is null ? [] : [$"{setting} = \"{substitute.Name.TrimStart('@')}\""];
}

/// <summary>A method that is called for the sake of another one.</summary>
/// <param name="Wrapped">The method of the wrapper that calls it.</param>
/// <param name="Reference">The method as a comment refers to it: an XML element.</param>
/// <param name="Kind">What it returns.</param>
/// <param name="Result">The type of its result, if it has one.</param>
/// <param name="Guards">The attributes without which code that calls it does not compile.</param>
/// <param name="Arguments">For each of its parameters the parameter of the call that it gets, or nothing for a token that it does not get.</param>
internal sealed record SubstituteModel(
    string Name, string Wrapped, string Reference, CallKind Kind, TypeRef? Result, EquatableArray<string> Guards, EquatableArray<string> Arguments);
