using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Follows code from method to method, each once: the graph is as large as the code, whatever its cycles. What it cannot follow becomes an edge that says so.
/// </summary>
internal sealed class CodeWalk
{
    /// <summary>The most methods that one map follows; of those beyond it is said that they were not followed.</summary>
    public const int MaxMethods = 20_000;

    // Generic code that calls itself with ever larger type arguments has no end.
    private const int MaxConstructions = 64;

    private readonly Compilation _compilation;
    private readonly SourceTypes _types;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<RunningCode, CodeNode> _nodes = [];
    private readonly Dictionary<RunningCode, List<(IMethodSymbol Method, INamedTypeSymbol? Type)>> _implementations = [];
    private readonly Queue<CodeNode> _pending = new();
    private readonly Dictionary<IMethodSymbol, int> _constructions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public CodeWalk(Compilation compilation, SourceTypes types, ProjectPaths paths, CancellationToken cancellationToken)
    {
        (_compilation, _types, Paths, _cancellationToken) = (compilation, types, paths, cancellationToken);
        Boundary = new Boundary(compilation);
        Overrides = new Overrides(compilation);
        Held = new HeldDelegates(ModelOf);
    }

    public IEnumerable<CodeNode> Nodes => _nodes.Values;

    public Boundary Boundary { get; }

    public HeldDelegates Held { get; }

    public Overrides Overrides { get; }

    public ProjectPaths Paths { get; }

    /// <summary>Takes a method where the walk begins.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The type of the object it is called on, where it is exactly known.</param>
    public CodeNode Enter(IMethodSymbol method, INamedTypeSymbol? receiver) => NodeOf(new RunningCode(method, Deciding(method, receiver), IsDispatch: false));

    /// <summary>Follows everything that has been entered.</summary>
    public void Run()
    {
        while (_pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            CodeNode node = _pending.Dequeue();
            if (node.Code.IsDispatch)
                Dispatch(node);
            else
                Read(node);
        }
    }

    /// <summary>Whether an object of a type is of no other type: nothing in the compilation inherits from it.</summary>
    public bool IsExact(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && (type.IsSealed || _types.Inheriting(type).Count == 0);

    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
            _models.Add(tree, model = _compilation.GetSemanticModel(tree));
        return model;
    }

    /// <summary>Adds what a call leads to.</summary>
    /// <param name="from">The method that calls.</param>
    /// <param name="method">The method that is called.</param>
    /// <param name="receiver">The type that it is called on.</param>
    /// <param name="isExact">Whether the object is exactly of that type.</param>
    /// <param name="isVirtual">Whether an override comes first.</param>
    /// <param name="place">Where.</param>
    public void Call(CodeNode from, IMethodSymbol method, INamedTypeSymbol receiver, bool isExact, bool isVirtual, PlaceModel place)
    {
        if (Boundary.IsLibrary(method))
            return;

        if (Boundary.BrokerOf(method.ContainingType) is { } broker)
        {
            if (method.MethodKind == MethodKind.Ordinary && Boundary.TracedCall(method, broker) is var (name, member))
                from.Add(new CodeEdge(EdgeKind.BrokerCall, name, member, null, place));
            return;
        }

        if (Boundary.UntracedCall(method, receiver) is var (untraced, called))
            from.Add(new CodeEdge(EdgeKind.UntracedCall, untraced, called, null, place));
        else if (isVirtual && IsOverridable(method))
            CallVirtual(from, method, receiver, isExact, place);
        else
            CallExactly(from, method, isExact ? receiver : null, place);
    }

    /// <summary>Adds what a call of a local function leads to: it runs with what holds it, and only where it is called.</summary>
    public void CallLocal(CodeNode from, IMethodSymbol function, PlaceModel place)
    {
        if (MethodBody.Of(function).Any())
            Add(from, new RunningCode(function, from.Code.Receiver, IsDispatch: false, HolderOf(function, from)), place);
        else
            CallExactly(from, function, receiver: null, place);
    }

    // A local function is called by its holder, by another one in there, or by itself.
    private static CodeNode HolderOf(IMethodSymbol function, CodeNode caller)
    {
        ISymbol holder = function.ContainingSymbol;
        while (holder is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            holder = holder.ContainingSymbol;
        while (caller.Code.Holder is { } outer && !SymbolEqualityComparer.Default.Equals(caller.Code.Method.OriginalDefinition, holder.OriginalDefinition))
            caller = outer;
        return caller;
    }

    private void CallVirtual(CodeNode from, IMethodSymbol method, INamedTypeSymbol receiver, bool isExact, PlaceModel place)
    {
        if (isExact || receiver.IsSealed || receiver.IsValueType)
        {
            foreach (IMethodSymbol running in Overrides.In(receiver, method).Select(found => found.Method).DefaultIfEmpty(method))
                CallExactly(from, running, receiver, place);
            return;
        }

        List<(IMethodSymbol Method, INamedTypeSymbol? Type)> implementations = Implementations(method, receiver);
        if (implementations.Count == 0)
        {
            if ((Boundary.IsSource(method) || Boundary.IsTracing(method.ContainingAssembly)) && !Boundary.IsBroker(method.ContainingType))
                from.Add(new CodeEdge(EdgeKind.NotFollowed, MethodNames.Short(method), "no implementation in this project", null, place));
            else if (!method.IsAbstract)
                CallExactly(from, method, receiver: null, place);
        }
        else if (implementations.Count == 1)
            CallExactly(from, implementations[0].Method, implementations[0].Type, place);
        else
            Add(from, new RunningCode(method, receiver, IsDispatch: true), place);
    }

    private void CallExactly(CodeNode from, IMethodSymbol method, INamedTypeSymbol? receiver, PlaceModel place)
    {
        if (Boundary.IsSource(method))
        {
            if (MethodBody.Of(method).Any() || method.MethodKind == MethodKind.Constructor || RecordMembers.IsWritten(method))
                Add(from, new RunningCode(method, Deciding(method, receiver), IsDispatch: false), place);
            else if (Boundary.TakesFlow(method) && !IsAutomatic(method))
                from.Add(new CodeEdge(EdgeKind.NotFollowed, MethodNames.Short(method), "its code is not in this project", null, place));
        }
        else if (Boundary.IsTracing(method.ContainingAssembly) && !Boundary.MakesWrapper(method))
        {
            if (Boundary.TakesFlow(method) && !IsAutomaticElsewhere(method))
                from.Add(Outside(method, place));
            CallBack(from, method, receiver, place);
        }
    }

    // A method of a base class of another project may call whatever of such classes the object overrides. Few constructors do, and each would say so.
    private void CallBack(CodeNode from, IMethodSymbol method, INamedTypeSymbol? receiver, PlaceModel place)
    {
        if (receiver is null || method.MethodKind == MethodKind.Constructor)
            return;

        IEnumerable<INamedTypeSymbol> classes = Declarations.Supertypes(receiver)
            .Where(super => super.TypeKind == TypeKind.Class && !Boundary.IsSource(super) && Boundary.IsTracing(super.ContainingAssembly));
        foreach (IMethodSymbol member in classes.SelectMany(super => super.GetMembers()).OfType<IMethodSymbol>().Where(IsOverridable))
            foreach (IMethodSymbol running in Overrides.In(receiver, member).Select(found => found.Method).Where(Boundary.IsSource))
                CallExactly(from, running, receiver, place);
    }

    private static CodeEdge Outside(IMethodSymbol method, PlaceModel place)
        => new(EdgeKind.OutsideCall, MethodNames.Short(method), method.OriginalDefinition.GetDocumentationCommentId() ?? "", null, place);

    private void Add(CodeNode from, RunningCode code, PlaceModel place)
    {
        if (_nodes.Count >= MaxMethods && !_nodes.ContainsKey(code))
            from.Add(new CodeEdge(EdgeKind.NotFollowed, MethodNames.Short(code.Method), $"the map ends after {MaxMethods} methods", null, place));
        else
            from.Add(new CodeEdge(EdgeKind.Call, "", "", NodeOf(code), place));
    }

    private CodeNode NodeOf(RunningCode code)
    {
        if (_nodes.TryGetValue(code, out CodeNode? node))
            return node;

        IMethodSymbol definition = code.Method.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(code.Method, definition))
        {
            _constructions.TryGetValue(definition, out int count);
            if (count >= MaxConstructions)
                return NodeOf(code with { Method = definition });
            _constructions[definition] = count + 1;
        }

        node = new CodeNode(code);
        _nodes.Add(code, node);
        _pending.Enqueue(node);
        return node;
    }

    private void Read(CodeNode node)
    {
        if (!Boundary.IsSource(node.Code.Method))
        {
            // A rule inherits its evaluation: the map of the project where that stands goes on.
            PlaceModel place = Paths.Of(node.Code.Receiver);
            node.Add(Outside(node.Code.Method, place));
            CallBack(node, node.Code.Method, node.Code.Receiver, place);
            return;
        }

        new OperationReader(this, node).Read(MethodBody.Of(node.Code.Method).Where(root => !MethodBody.IsEmpty(root)));
        INamedTypeSymbol type = node.Code.Receiver ?? node.Code.Type;
        if (MethodBody.ImplicitBase(node.Code.Method) is { } constructor)
            CallExactly(node, constructor, node.Code.Receiver ?? (IsExact(type) ? type : null), Paths.Of(node.Code.Method));
        foreach (RecordCall call in RecordMembers.CallsOf(node.Code.Method))
            Call(
                node,
                call.Method,
                call.Receiver ?? type,
                isExact: call.Receiver is null && (node.Code.Receiver is not null || IsExact(type)),
                call.IsVirtual,
                Paths.Of(node.Code.Method));
    }

    private void Dispatch(CodeNode node)
    {
        foreach ((IMethodSymbol method, INamedTypeSymbol? type) in Implementations(node.Code.Method, node.Code.Receiver!))
            CallExactly(node, method, type, Paths.Of(method));
    }

    // Each implementation once, with the type of the objects that run it where there is one only.
    private List<(IMethodSymbol Method, INamedTypeSymbol? Type)> Implementations(IMethodSymbol method, INamedTypeSymbol receiver)
    {
        // Every type has these, and none of it is of interest.
        if (method.ContainingType.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum)
            return [];
        if (_implementations.TryGetValue(new RunningCode(method, receiver, IsDispatch: true), out List<(IMethodSymbol, INamedTypeSymbol?)>? known))
            return known;

        var found = new Dictionary<IMethodSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol candidate in _types.Inheriting(receiver).Prepend(receiver))
        {
            if (candidate.IsAbstract || candidate.TypeKind is not (TypeKind.Class or TypeKind.Struct))
                continue;
            foreach ((IMethodSymbol implementation, INamedTypeSymbol running) in Overrides.In(candidate, method).Where(pair => Boundary.IsSource(pair.Method)))
            {
                if (!found.TryGetValue(implementation, out List<INamedTypeSymbol>? having))
                    found.Add(implementation, having = []);
                having.Add(running);
            }
        }

        known = [.. found.Select(pair => (pair.Key, pair.Value.Count == 1 ? pair.Value[0] : null))];
        _implementations.Add(new RunningCode(method, receiver, IsDispatch: true), known);
        return known;
    }

    // The type of an object matters where a method may call what another class overrides.
    private INamedTypeSymbol? Deciding(IMethodSymbol method, INamedTypeSymbol? receiver)
        => receiver is null || method.IsStatic || method.ContainingType.IsValueType
            || (SymbolEqualityComparer.Default.Equals(receiver, method.ContainingType) && IsExact(receiver))
                ? null
                : receiver;

    private static bool IsOverridable(IMethodSymbol method) => method.IsVirtual || method.IsAbstract || method.IsOverride;

    // The accessors of an auto-property, what a record brings along.
    private static bool IsAutomatic(IMethodSymbol method) => method.IsImplicitlyDeclared || method.AssociatedSymbol is not null;

    // The same in another assembly, where the accessors that somebody has written may be followed.
    private static bool IsAutomaticElsewhere(IMethodSymbol method)
        => method.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");
}
