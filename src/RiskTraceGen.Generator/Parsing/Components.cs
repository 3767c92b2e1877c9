using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Classes that the module constructs, and the parameters that it binds.</summary>
internal static class Components
{
    public static ComponentModel? Parse(INamedTypeSymbol type, Compilation compilation)
        => Construction.ConstructorOf(type, compilation) is { } constructor
            ? new ComponentModel(
                TypeRefs.Plain(type),
                GeneratedNames.Word(type),
                constructor.Parameters.Select(Dependency).ToEquatableArray(),
                SilencedWarnings.OfCalls(type, constructor))
            : null;

    public static ArgumentModel Argument(IParameterSymbol parameter, Compilation compilation)
    {
        bool isIn = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;
        if (WellKnown.IsRiskFlow(parameter.Type))
            return new ArgumentModel(ArgumentKind.Flow, IsIn: isIn);
        if (WellKnown.IsCancellationToken(parameter.Type))
            return new ArgumentModel(ArgumentKind.CancellationToken, IsIn: isIn);
        if (Wrappers.PendingName(parameter.Type, compilation) is { } name)
            return new ArgumentModel(ArgumentKind.Broker, name, TypeArguments(parameter));
        if (Wrappers.BrokerOf(parameter.Type) is { } broker)
            return new ArgumentModel(
                ArgumentKind.Broker,
                parameter.Type.Name,
                TypeArguments(parameter),
                Nearer(parameter, compilation).ToEquatableArray(),
                new WrapperModel(
                    TypeRefs.Of(broker.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) with { CanBeArgument = Access.CanBeArgument(broker) },
                    TypeRefs.Of(parameter.Type)));
        return new ArgumentModel(ArgumentKind.Payload, IsIn: isIn);
    }

    private static EquatableArray<TypeRef> TypeArguments(IParameterSymbol parameter)
        => ((INamedTypeSymbol)parameter.Type).TypeArguments.Select(TypeRefs.Of).ToEquatableArray();

    // A simple name is looked up from the inside out; what is imported into a namespace comes after what stands there.
    private static IEnumerable<string> Nearer(IParameterSymbol parameter, Compilation compilation)
    {
        if (parameter.DeclaringSyntaxReferences is not [var declaration] || declaration.GetSyntax() is not ParameterSyntax { Type: SimpleNameSyntax } syntax)
            yield break;

        string typeNamespace = TypeRefs.Namespace(parameter.Type);
        string? importing = Importing(typeNamespace, syntax, compilation);
        for (INamespaceSymbol? space = parameter.ContainingType.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            string name = space.IsGlobalNamespace ? "" : space.ToDisplayString();
            if (name == typeNamespace)
                yield break;
            yield return name;
            if (name == importing)
                yield break;
        }
    }

    // The innermost namespace around a place that has a using for another one; null if the file has it, or the project.
    private static string? Importing(string imported, SyntaxNode place, Compilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(place.SyntaxTree);
        return place.Ancestors().OfType<BaseNamespaceDeclarationSyntax>()
            .Where(space => space.Usings.Any(
                directive => directive is { Alias: null, NamespaceOrType: { } name } && model.GetSymbolInfo(name).Symbol?.ToDisplayString() == imported))
            .Select(space => model.GetDeclaredSymbol(space)?.ToDisplayString())
            .FirstOrDefault();
    }

    private static DependencyModel Dependency(IParameterSymbol parameter)
    {
        TypeRef type = DefaultValues.NeedsAnnotation(parameter) ? new TypeRef(TypeRefs.Of(parameter.Type).Text + "?") : TypeRefs.Of(parameter.Type);
        return new DependencyModel(type with { CanBeArgument = Access.CanBeArgument(parameter.Type) }, DefaultValues.Of(parameter));
    }
}
