import os

from django.contrib.auth.models import User
from django.http import HttpResponse, JsonResponse
from django.urls import path


def total(request):
    User.objects.count()  # a table that only its migrations make
    return JsonResponse({"sum": sum(map(int, request.GET.getlist("n")))})


def greeting(_request):
    return HttpResponse(os.environ["GREETING"])


urlpatterns = [path("sum", total), path("greeting", greeting)]
