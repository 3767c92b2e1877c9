using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The types of this compilation whose members are recorded: events, payloads, what broker calls take and return, and what these hold in turn.</summary>
internal sealed class RecordedTypes
{
    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IParameterSymbol> _events = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(string Holder, string Place)> _recorded = [];
    private readonly HashSet<(string Holder, string Place)> _redacted = [];
    private readonly Compilation _compilation;

    public RecordedTypes(KnownSymbols symbols)
    {
        _compilation = symbols.Compilation;
        foreach ((IMethodSymbol method, INamedTypeSymbol broker) in symbols.RecordedCalls.All)
            AddCall(method, broker, symbols.RecordedCalls);
        foreach (INamedTypeSymbol type in symbols.Annotations.Types)
            if (IsOwn(type))
                AddAnnotated(type);
        foreach (IMethodSymbol method in symbols.Annotations.Methods)
            if (IsOwn(method) && Annotations.Name(Annotations.Find(method, Annotations.Hook)) is { } hook)
                AddEvent(HookMethods.Payload(method, hook, _compilation));
    }

    public IEnumerable<INamedTypeSymbol> InSourceOrder => _types.InSourceOrder(static type => type);

    public bool Contains(INamedTypeSymbol type) => _types.Contains(type.OriginalDefinition);

    /// <summary>Whether a parameter takes an event or a payload.</summary>
    public bool IsEvent(IParameterSymbol parameter) => _events.Contains(parameter);

    /// <summary>Whether an element of a tuple is recorded somewhere in this compilation, whatever it is called there.</summary>
    public bool Records(ErasedName name) => _recorded.Contains(name.AsRecorded);

    /// <summary>Whether an element of a tuple is redacted, because it has the name of a secret somewhere in this compilation.</summary>
    public bool Redacts(ErasedName name) => _redacted.Contains(name.AsRecorded);

    private void AddAnnotated(INamedTypeSymbol type)
    {
        if (HookMethods.HookOf(type) is not null)
            Add(type);
        if (Annotations.Find(type, Annotations.RiskRule) is not null)
            foreach (IMethodSymbol evaluation in RuleMethods.Candidates(type))
                AddEvent(evaluation.Parameters.FirstOrDefault());
    }

    private void AddEvent(IParameterSymbol? parameter)
    {
        if (parameter is null)
            return;

        _events.Add(parameter.OriginalDefinition);
        AddNames(ErasedName.InEvent(parameter.Type, _compilation));
        Add(parameter.Type);
    }

    private void AddCall(IMethodSymbol method, INamedTypeSymbol broker, RecordedCalls calls)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
            if (!Secrets.IsSensitive(AttributeSources.OfParameter(parameter, broker)) && !calls.IsGivenSecret(parameter, broker))
                Add(parameter.Type);
        if (!Secrets.IsResultSensitive(AttributeSources.OfResult(method, broker)) && !calls.ReturnsSecret(method, broker))
            Add(method.ReturnType);
    }

    private void Add(ITypeSymbol? type)
    {
        if (type is null)
            return;

        AddNames(ErasedName.InResult(type, _compilation));
        foreach (INamedTypeSymbol value in Contents.Innermost(Contents.ElementOfSpan(type) ?? type).OfType<INamedTypeSymbol>())
            AddValue(value);
    }

    private void AddNames(IEnumerable<ErasedName> names)
    {
        foreach (ErasedName name in names)
        {
            _recorded.Add(name.AsRecorded);
            if (Secrets.IsSensitive(name.Element))
                _redacted.Add(name.AsRecorded);
        }
    }

    private void AddValue(INamedTypeSymbol type)
    {
        // Of other objects of the framework only the name is recorded, or the count.
        if (!WellKnown.IsFramework(type) || WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1) || Deferred.IsStream(type))
            foreach (ITypeSymbol argument in type.TypeArguments)
                Add(argument);
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct && IsOwn(type) && _types.Add(type.OriginalDefinition))
            foreach ((ISymbol member, ITypeSymbol held) in ReadableMembers.Of(type.OriginalDefinition, _compilation))
                if (!Secrets.IsSensitive(AttributeSources.OfMember(member, type.OriginalDefinition)))
                    Add(held);
    }

    private bool IsOwn(ISymbol symbol) => symbol.ContainingAssembly.Is(_compilation.Assembly);
}
