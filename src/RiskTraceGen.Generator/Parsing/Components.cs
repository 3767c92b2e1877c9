using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Classes that the module constructs, and the parameters that it binds.</summary>
internal static class Components
{
    public static ComponentModel? Parse(INamedTypeSymbol type, Compilation compilation)
        => Construction.ConstructorOf(type, compilation) is { } constructor
            ? new ComponentModel(TypeRefs.Plain(type), GeneratedNames.Word(type), constructor.Parameters.Select(Dependency).ToEquatableArray())
            : null;

    public static ArgumentModel Argument(IParameterSymbol parameter, Compilation compilation)
    {
        if (WellKnown.IsRiskFlow(parameter.Type))
            return new ArgumentModel(ArgumentKind.Flow);
        if (WellKnown.IsCancellationToken(parameter.Type))
            return new ArgumentModel(ArgumentKind.CancellationToken);
        if (Wrappers.PendingName(parameter.Type, compilation) is { } name)
            return new ArgumentModel(ArgumentKind.Broker, name, TypeArguments(parameter));
        if (Wrappers.BrokerOf(parameter.Type) is { } broker)
            return new ArgumentModel(
                ArgumentKind.Broker,
                parameter.Type.Name,
                TypeArguments(parameter),
                TypeRefs.Of(broker.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
                Nearer(parameter).ToEquatableArray());
        return new ArgumentModel(ArgumentKind.Payload);
    }

    private static EquatableArray<TypeRef> TypeArguments(IParameterSymbol parameter)
        => ((INamedTypeSymbol)parameter.Type).TypeArguments.Select(TypeRefs.Of).ToEquatableArray();

    // A simple name is looked up from the inside out, and what is imported comes last.
    private static IEnumerable<string> Nearer(IParameterSymbol parameter)
    {
        if (parameter.DeclaringSyntaxReferences is not [var declaration] || declaration.GetSyntax() is not ParameterSyntax { Type: SimpleNameSyntax })
            yield break;

        for (INamespaceSymbol? space = parameter.ContainingType.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            string name = space.IsGlobalNamespace ? "" : space.ToDisplayString();
            if (name == TypeRefs.Namespace(parameter.Type))
                yield break;
            yield return name;
        }
    }

    private static DependencyModel Dependency(IParameterSymbol parameter)
    {
        TypeRef type = DefaultValues.NeedsAnnotation(parameter) ? new TypeRef(TypeRefs.Of(parameter.Type).Text + "?") : TypeRefs.Of(parameter.Type);
        return new DependencyModel(type, DefaultValues.Of(parameter));
    }
}
