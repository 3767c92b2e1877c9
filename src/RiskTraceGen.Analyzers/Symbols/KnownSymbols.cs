using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// What the rules ask about, looked up once for each compilation and shared by all analyzers. There is none where the package is not referenced.
/// </summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<KnownSymbols?>> Found = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, BrokerRefusals> _refusals = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<RecordedMember>> _members = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _isInUse;
    private readonly Lazy<bool> _hasAlias;
    private readonly Lazy<AnnotationsInSight> _annotations;
    private readonly Lazy<MarkedCalls> _markedCalls;
    private readonly Lazy<Annotated> _annotated;
    private readonly Lazy<DeclaredHooks> _hooks;
    private readonly Lazy<RecordedCalls> _recordedCalls;
    private readonly Lazy<RecordedTypes> _recorded;
    private readonly Lazy<HookTraffic> _hookTraffic;
    private readonly Lazy<HandedOn> _handedOn;

    private KnownSymbols(Compilation compilation, INamedTypeSymbol flow)
    {
        Compilation = compilation;
        Flow = flow;
        Tracer = Find(compilation, $"{Parsing.Annotations.LibraryNamespace}.RiskTracer");
        HookSet = Find(compilation, $"{Parsing.Annotations.LibraryNamespace}.HookSet");
        ExpressionOf = Find(compilation, "System.Linq.Expressions.Expression`1");
        _annotations = new Lazy<AnnotationsInSight>(() => new AnnotationsInSight(this));
        _markedCalls = new Lazy<MarkedCalls>(() => new MarkedCalls(this));
        _annotated = new Lazy<Annotated>(() => new Annotated(this));
        _hooks = new Lazy<DeclaredHooks>(() => new DeclaredHooks(this));
        _recordedCalls = new Lazy<RecordedCalls>(() => new RecordedCalls(this));
        _recorded = new Lazy<RecordedTypes>(() => new RecordedTypes(this));
        _hookTraffic = new Lazy<HookTraffic>(() => new HookTraffic(this));
        _handedOn = new Lazy<HandedOn>(() => new HandedOn(this));
        _isInUse = new Lazy<bool>(() => Mentions.InProgramOf(this));
        _hasAlias = new Lazy<bool>(() => Compilation.SyntaxTrees.Any(static tree => Mentions.In(tree).HasFlag(Mention.Alias)));
        CallGraph = new CallGraph(this);
        FlowCode = new FlowCode(this);
    }

    public Compilation Compilation { get; }

    public INamedTypeSymbol Flow { get; }

    public INamedTypeSymbol? Tracer { get; }

    public INamedTypeSymbol? HookSet { get; }

    public INamedTypeSymbol? ExpressionOf { get; }

    /// <summary>Whether a program is put together here: what concerns all of its modules is reported nowhere else.</summary>
    public bool IsExecutable => Compilation.Options.OutputKind
        is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>Whether anything of the package is used here.</summary>
    public bool IsInUse => _isInUse.Value;

    /// <summary>What is annotated in the assemblies in sight.</summary>
    public AnnotationsInSight Annotations => _annotations.Value;

    /// <summary>Whether a file can have something by its name, or by another name that is good for all files.</summary>
    public bool CanHave(SyntaxTree file, Mention mention) => Mentions.In(file).HasFlag(mention) || _hasAlias.Value;

    /// <summary>Which methods are broker calls.</summary>
    public MarkedCalls MarkedCalls => _markedCalls.Value;

    /// <summary>The rules, handlers and failure handlers in sight.</summary>
    public Annotated Annotated => _annotated.Value;

    /// <summary>The hooks that payloads in sight declare.</summary>
    public DeclaredHooks Hooks => _hooks.Value;

    /// <summary>The broker calls that are recorded.</summary>
    public RecordedCalls RecordedCalls => _recordedCalls.Value;

    /// <summary>The types whose members are recorded.</summary>
    public RecordedTypes Recorded => _recorded.Value;

    /// <summary>The hooks that this compilation raises and attaches to.</summary>
    public HookTraffic HookTraffic => _hookTraffic.Value;

    /// <summary>The payloads that generic code of other modules is given.</summary>
    public HandedOn HandedOn => _handedOn.Value;

    /// <summary>What the functions of this compilation call.</summary>
    public CallGraph CallGraph { get; }

    /// <summary>Which code runs within a flow.</summary>
    public FlowCode FlowCode { get; }

    /// <summary>Why methods of a broker are not recorded.</summary>
    public BrokerRefusals RefusalsOf(INamedTypeSymbol broker) => _refusals.GetOrAdd(broker, key => new BrokerRefusals(key, Compilation));

    /// <summary>The members by which an object is recorded.</summary>
    public IReadOnlyList<RecordedMember> MembersOf(INamedTypeSymbol type) => _members.GetOrAdd(type, key => [.. RecordedMember.Of(key, Compilation)]);

    /// <summary>Null where the package is not referenced.</summary>
    public static KnownSymbols? Of(Compilation compilation) => Found.GetValue(compilation, static key => new(Make(key))).Value;

    private static KnownSymbols? Make(Compilation compilation)
        => Find(compilation, $"{Parsing.Annotations.LibraryNamespace}.{Parsing.Annotations.BrokerCall}") is not null
           && Find(compilation, $"{Parsing.Annotations.LibraryNamespace}.RiskFlow") is { } flow
            ? new KnownSymbols(compilation, flow)
            : null;

    // Ambiguous between two references: any of them tells as much.
    private static INamedTypeSymbol? Find(Compilation compilation, string name)
        => compilation.GetTypeByMetadataName(name) ?? compilation.GetTypesByMetadataName(name).FirstOrDefault();
}
