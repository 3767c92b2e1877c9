using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Brokers: symbols to models.</summary>
internal static class BrokerParser
{
    /// <summary>The broker that declares an annotated method, said once: for its first annotated method.</summary>
    public static Parsed<BrokerModel>? FromMethod(ISymbol method, Compilation compilation)
        => method is { ContainingType: { } type } && IsFirst(method, type) ? Parse(type, compilation) : null;

    /// <summary>The brokers that attributes of an assembly name, each once, without those whose own methods are annotated.</summary>
    public static IEnumerable<Parsed<BrokerModel>> FromAssembly(IEnumerable<AttributeData> attributes, Compilation compilation)
    {
        var all = Annotations.FindAll(compilation.Assembly, Annotations.BrokerCall).ToList();
        foreach (AttributeData attribute in attributes)
        {
            if (BrokerCalls.Target(attribute) is not var (type, _) || HasAnnotatedMethod(type, compilation))
                continue;

            AttributeData first = all.First(other => SymbolEqualityComparer.Default.Equals(BrokerCalls.Target(other)?.Type, type));
            if (IsSame(first, attribute) && Parse(type, compilation) is { } broker)
                yield return broker;
        }
    }

    /// <summary>A type that would have several wrappers, because it brings together several brokers, and so gets one of its own.</summary>
    public static Parsed<BrokerModel>? FromCombination(INamedTypeSymbol type, Compilation compilation)
        => BrokerCalls.Combines(type, compilation.Assembly) ? Parse(type, compilation) : null;

    private static Parsed<BrokerModel>? Parse(INamedTypeSymbol type, Compilation compilation)
    {
        if (Refusals.OfTypeItself(type, compilation) is not null || !Refusals.IsWhole(type, compilation))
            return null;

        var values = new ValueParser(compilation);
        var members = new BrokerMemberParser(type, compilation, values);
        var typeParameters = NestedGenerics.ParametersOf(type).ToList();
        bool isForeign = !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
        var broker = new BrokerModel(
            TypeRefs.Plain(type) with { CanBeArgument = Access.CanBeArgument(type) },
            TypeRefs.Namespace(type),
            type.Name,
            type.TypeKind == TypeKind.Interface,
            isForeign ? "internal" : Access.Visibility(type),
            SignatureParser.TypeParameters(typeParameters),
            SignatureParser.DeclaredTypeParameters(typeParameters),
            new SignatureParser(compilation).Constraints(typeParameters),
            SignatureParser.TypeAttributes(type).Concat(isForeign ? [] : Compliance(type, compilation)).ToEquatableArray(),
            members.Parse(),
            members.Silenced,
            !Obsolescence.IsError(type));

        // An assembly that opens its internals may have wrapped the same broker.
        bool isNew = !Wrappers.Exists(type, compilation);
        bool isTraced = broker.Members.Any(member => member is MethodModel { Call: not null });
        return isTraced && isNew ? new Parsed<BrokerModel>(broker, values.Encoders) : null;
    }

    // The library, which every wrapper speaks of, does not keep the rules of the Common Language Specification.
    private static string[] Compliance(INamedTypeSymbol type, Compilation compilation)
        => Access.Visibility(type) == "public" && AssemblyParser.IsCompliant(compilation) ? [AssemblyParser.NotCompliant] : [];

    // The attributes of a partial method may stand at its implementation; the members of its class list its definition. Said of
    // annotations only: a method that an attribute of the assembly names is not what the pipeline began with.
    private static bool IsFirst(ISymbol method, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals((method as IMethodSymbol)?.PartialDefinitionPart ?? method, type.GetMembers().FirstOrDefault(IsAnnotated));

    private static bool HasAnnotatedMethod(INamedTypeSymbol type, Compilation compilation)
        => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && type.GetMembers().Any(IsAnnotated);

    private static bool IsAnnotated(ISymbol member)
        => member is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary }
            && Annotations.FindAll(member, Annotations.BrokerCall).Any(attribute => Annotations.Name(attribute) is not null);

    private static bool IsSame(AttributeData one, AttributeData other)
        => one.ApplicationSyntaxReference is { } first
            && other.ApplicationSyntaxReference is { } second
            && first.SyntaxTree == second.SyntaxTree
            && first.Span == second.Span;
}
