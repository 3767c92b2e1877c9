using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Incremental;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>A file: annotated declarations to models. Bound is only what is written as the library's attributes are.</summary>
internal sealed class FileParser(Syntax file, ICollection<string> globalAliases, KnownEvents events, Compilation compilation)
{
    private readonly SemanticModel _semantics = compilation.GetSemanticModel(file.Tree);

    public FileModels Parse()
        => new(
            Brokers().OfType<Parsed<BrokerModel>>().ToEquatableArray(),
            Declarations<TypeDeclarationSyntax>(Annotations.RiskRule)
                .Select(found => RuleParser.Parse((INamedTypeSymbol)found.Symbol, found.Attributes[0], events, compilation))
                .OfType<Parsed<RuleModel>>()
                .ToEquatableArray(),
            Payloads().OfType<Parsed<PayloadModel>>().ToEquatableArray(),
            OfMethods(HandlerParser.FromMethod, Annotations.Hook, Annotations.HookFailure).ToEquatableArray(),
            Declarations<TypeDeclarationSyntax>(Annotations.FlowDeadline)
                .Select(found => DeadlineParser.OfType((INamedTypeSymbol)found.Symbol, compilation)).OfType<DeadlineModel>()
                .Concat(DeadlineParser.OfAssembly(OfAssembly(Annotations.FlowDeadline))).ToEquatableArray(),
            file.HasAssemblyAttributes && AssemblyParser.SaysCompliant(compilation).Any(found => found.ApplicationSyntaxReference?.SyntaxTree == file.Tree));

    private IEnumerable<Parsed<BrokerModel>?> Brokers()
        => OfMethods(BrokerParser.FromMethod, Annotations.BrokerCall)
            .Concat(BrokerParser.FromAssembly(OfAssembly(Annotations.BrokerCall), compilation))
            .Concat(Combinations().Select(type => BrokerParser.FromCombination(type, compilation)));

    // A generic type is a payload as often as handlers close it.
    private IEnumerable<Parsed<PayloadModel>?> Payloads()
        => Declarations<TypeDeclarationSyntax>(Annotations.HookEvent).Select(found => EventParser.ParsePayload((INamedTypeSymbol)found.Symbol, compilation))
            .Concat(Declarations<MethodDeclarationSyntax>(Annotations.Hook)
                .Select(found => HandlerParser.GenericPayload((IMethodSymbol)found.Symbol, compilation))
                .Distinct());

    // What types say by their annotated methods, which is said once: the methods behind the one that said it need not be bound.
    private IEnumerable<T> OfMethods<T>(Func<ISymbol, Compilation, T?> parse, params string[] attributes)
        where T : class
    {
        var parsed = new HashSet<SyntaxNode?>();
        foreach (string attribute in attributes)
            foreach ((ISymbol method, _) in Declarations<MethodDeclarationSyntax>(attribute, parsed))
                if (parse(method, compilation) is { } model)
                {
                    parsed.UnionWith(method.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax()));
                    yield return model;
                }
    }

    // The annotated declarations of a kind, with the annotations that stand at each.
    private IEnumerable<(ISymbol Symbol, ImmutableArray<AttributeData> Attributes)> Declarations<TSyntax>(
        string attribute, ICollection<SyntaxNode?>? without = null)
        where TSyntax : MemberDeclarationSyntax
    {
        foreach (AttributedSyntax declaration in file.Attributed)
            if (declaration.Node is TSyntax node
                && without?.Contains(node.Parent) is not true
                && declaration.Names.Any(name => CanMean(name, attribute))
                && DeclaredBy(node) is { } symbol
                && Annotations.FindAll(symbol, attribute).Where(found => StandsAt(found, node)).ToImmutableArray() is { IsEmpty: false } found)
                yield return (symbol, found);
    }

    private ISymbol? DeclaredBy(SyntaxNode node) => _semantics.GetDeclaredSymbol(node);

    // Those annotations of the assembly that stand in the file.
    private IEnumerable<AttributeData> OfAssembly(string attribute)
        => file.HasAssemblyAttributes
            ? Annotations.FindAll(compilation.Assembly, attribute).Where(found => found.ApplicationSyntaxReference?.SyntaxTree == file.Tree)
            : [];

    // The types that have no annotation to be found by, but may inherit several brokers; each once.
    private IEnumerable<INamedTypeSymbol> Combinations()
    {
        foreach (TypeDeclarationSyntax node in file.Combinations)
            if (DeclaredBy(node) is INamedTypeSymbol type && type.DeclaringSyntaxReferences[0].GetSyntax() == node)
                yield return type;
    }

    private bool CanMean(string name, string attribute)
        => name == attribute
            || (name.Length + "Attribute".Length == attribute.Length && attribute.StartsWith(name, StringComparison.Ordinal))
            || IsAlias(name)
            || IsAlias(name + "Attribute");

    private bool IsAlias(string name) => file.Aliases.Contains(name) || globalAliases.Contains(name);

    // Another part of a partial type has annotations of its own.
    private static bool StandsAt(AttributeData attribute, MemberDeclarationSyntax node)
        => attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == node.SyntaxTree && node.AttributeLists.Span.Contains(place.Span);
}
