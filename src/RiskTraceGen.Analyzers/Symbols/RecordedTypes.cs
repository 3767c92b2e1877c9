using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// The types whose members are recorded by what this compilation says: events, payloads, what broker calls take and return, and what these hold in turn.
/// </summary>
internal sealed class RecordedTypes
{
    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IParameterSymbol> _events = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(string Holder, string Place)> _recorded = [];
    private readonly HashSet<(string Holder, string Place)> _redacted = [];
    private readonly KnownSymbols _symbols;
    private readonly Compilation _compilation;

    public RecordedTypes(KnownSymbols symbols)
    {
        _symbols = symbols;
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

    /// <summary>Those of this compilation.</summary>
    public IEnumerable<INamedTypeSymbol> InSourceOrder => _types.Where(IsOwn).InSourceOrder(static type => type);

    /// <summary>Whether a type of this compilation is one of them.</summary>
    public bool Contains(INamedTypeSymbol type) => IsOwn(type) && Include(type);

    /// <summary>Whether a type is one of them, wherever it is declared. Where the text of a type is recorded, so is that of what derives from it.</summary>
    public bool Include(INamedTypeSymbol type)
        => _types.Contains(type.OriginalDefinition) || (type.BaseType is { } parent && Include(parent) && TraceFormats.Of(parent) is not null);

    /// <summary>Whether a parameter takes an event or a payload.</summary>
    public bool IsEvent(IParameterSymbol parameter) => _events.Contains(parameter);

    /// <summary>Whether an element of a tuple is recorded somewhere in this compilation, whatever it is called there.</summary>
    public bool Records(ErasedName name) => _recorded.Contains(name.AsRecorded);

    /// <summary>Whether an element of a tuple is redacted, because it has the name of a secret somewhere in this compilation.</summary>
    public bool Redacts(ErasedName name) => _redacted.Contains(name.AsRecorded);

    /// <summary>The methods of a rule that generated code evaluates it by.</summary>
    public IEnumerable<IMethodSymbol> EvaluationsOf(INamedTypeSymbol rule)
        => RuleMethods.Candidates(rule).Where(method => RuleMethods.IsUsable(method, _compilation));

    private void AddAnnotated(INamedTypeSymbol type)
    {
        if (HookMethods.HookOf(type) is not null)
            Add(type);
        if (Annotations.Find(type, Annotations.RiskRule) is not null)
            foreach (IMethodSymbol evaluation in EvaluationsOf(type))
                AddEvent(evaluation.Parameters[0]);
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
            if (!calls.IsGivenSecret(parameter, broker))
                Add(parameter.Type, AttributeSources.OfParameter(parameter, broker));
        if (!Secrets.IsResultSensitive(AttributeSources.OfResult(method, broker)) && !calls.ReturnsSecret(method, broker))
            Add(method.ReturnType);
    }

    // A format writes the whole as a text, in which no name redacts anything: that is looked at where the format is.
    private void Add(ITypeSymbol type, ISymbol[] sources)
    {
        if (!Secrets.IsSensitive(sources) && TraceFormats.In(sources) is null)
            Add(type);
    }

    private void Add(ITypeSymbol type)
    {
        AddNames(ErasedName.InResult(type, _compilation));
        foreach (INamedTypeSymbol value in RecordedValues.In(type))
            if (_types.Add(value.OriginalDefinition) && TraceFormats.Of(value) is null)
                foreach (RecordedMember member in _symbols.MembersOf(value.OriginalDefinition))
                    Add(member.Type, member.Sources);
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

    private bool IsOwn(ISymbol symbol) => symbol.ContainingAssembly.Is(_compilation.Assembly);
}
