using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The rules, hook handlers and failure handlers of this compilation and of the assemblies that it references (modules compose).</summary>
internal sealed class Annotated
{
    private readonly Compilation _compilation;
    private readonly List<(string Name, INamedTypeSymbol Type)> _rules = [];
    private readonly List<(string Name, INamedTypeSymbol Type)> _referencedRules = [];
    private readonly Dictionary<string, List<IMethodSymbol>> _handlers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failuresHandled = new(StringComparer.Ordinal);
    private readonly List<IMethodSymbol> _own = [];
    private bool _everyFailureHandled;

    public Annotated(KnownSymbols symbols)
    {
        _compilation = symbols.Compilation;
        foreach (IMethodSymbol method in symbols.Annotations.Methods)
            if (method.MethodKind == MethodKind.Ordinary)
                Add(method);
        foreach (INamedTypeSymbol type in symbols.Annotations.Types)
            Add(type);

        Rules = [.. _rules.InSourceOrder(static rule => rule.Type)];
        ReferencedRules = [.. _referencedRules
            .OrderBy(static rule => rule.Type.ContainingAssembly.Name, StringComparer.Ordinal)
            .ThenBy(static rule => rule.Type.ToDisplayString(), StringComparer.Ordinal)];
    }

    /// <summary>The rules of this compilation, in the order of the source.</summary>
    public ImmutableArray<(string Name, INamedTypeSymbol Type)> Rules { get; }

    /// <summary>The rules of the referenced assemblies that have a module, by assembly and then by type.</summary>
    public ImmutableArray<(string Name, INamedTypeSymbol Type)> ReferencedRules { get; }

    public bool HasHandlers(string hook) => _handlers.ContainsKey(hook);

    /// <summary>The handlers in sight.</summary>
    public IReadOnlyList<IMethodSymbol> HandlersOf(string hook) => _handlers.TryGetValue(hook, out List<IMethodSymbol>? handlers) ? handlers : [];

    /// <summary>The handler in this compilation that stands first.</summary>
    public IMethodSymbol? FirstHandler(string hook)
        => HandlersOf(hook).Where(IsOwn).InSourceOrder(static handler => handler).FirstOrDefault();

    /// <summary>The handler, or failure handler, in this compilation that stands first, whatever its hook.</summary>
    public IMethodSymbol? First => _own.InSourceOrder(static handler => handler).FirstOrDefault();

    /// <summary>Whether a failure of a handler of <paramref name="hook"/> reaches a <c>[HookFailure]</c> method, its own or that of all hooks.</summary>
    public bool HandlesFailuresOf(string hook) => _everyFailureHandled || _failuresHandled.Contains(hook);

    private void Add(INamedTypeSymbol type)
    {
        if (Annotations.Name(Annotations.Find(type, Annotations.RiskRule)) is not { } name)
            return;

        if (IsOwn(type))
            _rules.Add((name, type));
        else if (Annotations.Find(type.ContainingAssembly, Annotations.RiskModule) is not null)
            _referencedRules.Add((name, type));
    }

    private void Add(IMethodSymbol method)
    {
        if (Annotations.Name(Annotations.Find(method, Annotations.Hook)) is { } hook && IsWired(method, HookMethods.Payload(method, hook, _compilation)))
        {
            if (!_handlers.TryGetValue(hook, out List<IMethodSymbol>? handlers))
                _handlers.Add(hook, handlers = []);

            handlers.Add(method);
            NoteOwn(method);
        }

        foreach (AttributeData attribute in Annotations.FindAll(method, Annotations.HookFailure))
        {
            if (!IsWired(method, HookMethods.Failure(method, _compilation)))
                return;

            NoteOwn(method);
            if (Annotations.Name(attribute) is { } failing)
                _failuresHandled.Add(failing);
            else
                _everyFailureHandled |= attribute.ConstructorArguments is [{ IsNull: true }];
        }
    }

    /// <summary>A method that the generator cannot wire handles nothing. What a referenced assembly wires is its own affair.</summary>
    private bool IsWired(IMethodSymbol method, IParameterSymbol? subject)
        => !IsOwn(method) || (subject is not null && HookMethods.HasTarget(method, _compilation));

    private void NoteOwn(IMethodSymbol method)
    {
        if (IsOwn(method))
            _own.Add(method);
    }

    private bool IsOwn(ISymbol symbol) => symbol.ContainingAssembly.Is(_compilation.Assembly);
}
