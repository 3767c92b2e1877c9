using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Elements of tuples that are called like secrets where that name is lost at run time: they are recorded by what others call them.</summary>
internal sealed class ErasedSecrets(KnownSymbols symbols)
{
    // An executable is referenced by nobody; others speak of the same types as it does if it references them.
    private readonly Lazy<bool> _hasOthers = new(() => !symbols.IsExecutable || AssembliesInSight.From(symbols).Skip(1).Any());

    /// <summary>What is known of a value to be secret, and where that is recorded, with what its type calls like secrets.</summary>
    public IEnumerable<(string Name, string Where)> With(IEnumerable<string> secrets, string where, string value, ITypeSymbol type)
        => secrets.Select(secret => (secret, where)).Concat(Of(ErasedName.In(type, symbols.Compilation)).Select(secret => ($"{value}.{secret.Name}", secret.Where)));

    /// <summary>What the type of an event calls like secrets.</summary>
    public IEnumerable<(string Name, string Where)> InEvent(ITypeSymbol type) => Of(ErasedName.InEvent(type, symbols.Compilation));

    /// <summary>What a call that has values recorded calls like secrets, and what it calls does not.</summary>
    public IEnumerable<(string Name, string Where)> In(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        bool isOfLibrary = method.ContainingAssembly.Is(symbols.Flow.ContainingAssembly);
        if (!isOfLibrary && !symbols.MarkedCalls.Includes(call))
            return [];

        IEnumerable<ErasedName> said = method.TypeArguments.SelectMany(type => method.Name == "DispatchAsync" ? ErasedName.InEvent(type, symbols.Compilation) : ErasedName.In(type, symbols.Compilation));
        foreach (IArgumentOperation argument in call.Arguments)
            if (argument.Parameter is { } parameter && Operand.Of(argument.Value).Type is { } type)
                said = said.Concat(Beyond(type, parameter.OriginalDefinition.Type));
        return Of(said);
    }

    private IEnumerable<ErasedName> Beyond(ITypeSymbol type, ITypeSymbol declared)
    {
        List<ErasedName> known = [.. ErasedName.In(declared, symbols.Compilation)];
        return ErasedName.In(type, symbols.Compilation).Where(name => !known.Exists(other => other.Element.Name == name.Element.Name && other.AsRecorded == name.AsRecorded));
    }

    private IEnumerable<(string Name, string Where)> Of(IEnumerable<ErasedName> names)
        => (from name in names
            where SecretNames.Are(name.Element.Name, name.Element.Type)
            let isRedacted = symbols.Recorded.Redacts(name)
            where !isRedacted || IsRecordedElsewhere(name.Holder)
            select (name.Element.Name, $"every '{name.Holder.Display()}'{(isRedacted ? " that another assembly records by other names" : "")}")).Distinct();

    private bool IsRecordedElsewhere(ITypeSymbol type) => _hasOthers.Value && IsSeenElsewhere(type);

    private bool IsSeenElsewhere(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsSeenElsewhere(array.ElementType),
        INamedTypeSymbol named => (!named.ContainingAssembly.Is(symbols.Compilation.Assembly) || (!symbols.IsExecutable && Access.Visibility(named) == "public"))
            && named.TypeArguments.All(IsSeenElsewhere),
        _ => true,
    };
}
